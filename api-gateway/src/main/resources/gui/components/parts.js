// Small things that several pages show.
import { html, nothing } from '../dom.js';
import { sentence } from '../format.js';
import { kindOf, operationAddress, startAddress } from '../kinds.js';
import { icon, operationStatus } from './status.js';

/** A page's heading, which gets the focus when the page opens. */
export const heading = (title, aside = nothing) => html`
  <div class="heading"><h1 tabindex="-1">${title}</h1>${aside}</div>`;

/** While something is read for the first time. */
export const loading = (what) => html`<p class="loading" role="status">${icon('running')} Reading ${what} …</p>`;

/** Why something could not be shown, what to do, and a way to try again. */
export const failure = (problem, again) => html`
  <div class="note-box tone-bad" role="alert">${icon('bad')}
    <div><strong>${problem.message}</strong>
      ${problem.detail ? html`<p>${problem.detail}</p>` : nothing}
      ${list(problem.actionable)}
      ${again ? html`<button class="plain" @click=${again}>Try again</button>` : nothing}
    </div>
  </div>`;

/** Lines as a list; nothing for none. */
export const list = (lines) => (lines?.length ? html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>` : nothing);

/** Something to know, with an icon. */
export const note = (tone, content) => html`
  <div class="note-box tone-${tone}">${icon(tone === 'ok' ? 'ok' : tone === 'bad' ? 'bad' : 'warning')}<div>${content}</div></div>`;

/** Reasons against something, each with what can be done. */
export const reasons = (items) => items.map((reason) => note('bad', html`
  <strong>${sentence(reason.text)}</strong>${list(reason.actionable?.map(sentence))}<p class="code">${reason.code}</p>`));

/** How far an operation is. */
export const meter = (percent, label) => html`
  <span class="meter"><progress max="100" value=${percent} aria-label=${label}></progress><span class="number">${percent} %</span></span>`;

/** An operation in a line, as a link. */
export const operationLink = (operation) => html`
  <a href=${operationAddress(operation.id)}>${kindOf(operation.kind).title}</a> ${operationStatus(operation.state)}`;

/** A link that looks like a button and opens the page that starts an action. */
export const startLink = (vm, action, look = 'plain') => html`
  <a class="button ${look}" href=${startAddress(vm.contextId, action.kind)} aria-label="${kindOf(action.kind).title}: ${vm.name}">${kindOf(action.kind).title}</a>`;

/** A line of a list of facts. */
export const fact = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
