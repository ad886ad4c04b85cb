import { heading } from '../components/parts.js';
import { html } from '../dom.js';

/** For addresses that name nothing. */
export const missingPage = () => ({
  title: () => 'No such page',
  view: () => html`${heading('No such page')}<p>The address names no page. <a href="#/vms">Go to the VMs</a>.</p>`,
});
