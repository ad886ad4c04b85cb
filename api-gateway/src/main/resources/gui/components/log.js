// What happened, newest first.
import { html, nothing, repeat } from '../dom.js';
import { when } from '../format.js';
import { icon } from './status.js';

const MARKS = { WARN: ['warn', 'warning', 'Warning'], ERROR: ['bad', 'bad', 'Error'] };

function mark(level) {
  const known = MARKS[level];
  return known ? html`<span class="status tone-${known[0]}">${icon(known[1])}<span>${known[2]}</span></span> ` : nothing;
}

/** The events of an operation. */
export const logView = (all) => shown(withoutEchoes(all));

/** What was logged and noted in the same breath is told once, as the graver of the two. */
const withoutEchoes = (items) => items.filter((item, i) => item.text !== items[i + 1]?.text);

const shown = (items) => html`<section aria-labelledby="log"><h2 id="log">Events</h2>
  ${items.length ? html`<ol class="log" reversed tabindex="0">${repeat([...items].reverse(), (item) => `${item.at} ${item.text}`, (item) => html`
    <li><span class="number">${when(item.at)}</span>
      <span>${mark(item.level)}${item.text}${item.actor ? html` <span class="note">by ${item.actor}</span>` : nothing}</span></li>`)}</ol>` : html`<p class="note">None yet.</p>`}
</section>`;
