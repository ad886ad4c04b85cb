// How an operation ended.
import { html, nothing } from '../dom.js';
import { sentence } from '../format.js';
import { list, note } from './parts.js';
import { icon } from './status.js';

const TONES = { SUCCEEDED: 'ok', CLEANUP_REQUIRED: 'bad', FAILED: 'bad', ROLLED_BACK: 'warn', REFUSED: 'warn', CANCELLED: 'warn' };

/** What came out, what failed, and what to do; nothing while it goes on. */
export function outcomeView(operation) {
  const { result } = operation;
  if (!result) {
    return nothing;
  }
  return html`<section aria-label="Result">${note(TONES[result.end] ?? 'warn', html`
    <strong>${result.summary.startsWith(operation.vm) ? result.summary : sentence(result.summary)}</strong>
    ${result.failures.filter((failure) => !result.summary.includes(failure.text)).map((failure) => html`<p><strong>${failure.title}:</strong> ${failure.text}</p>`)}
    ${result.reasons.map((reason) => html`<p>${sentence(reason.text)} <span class="code">${reason.code}</span></p>${list(reason.actionable)}`)}`)}
  </section>`;
}

/** What was found of the running destination; nothing when nothing was tried. */
export const checksView = (checks) => checks.length ? html`<section><h2>Checks of the running VM</h2>
  <ul class="checks">${checks.map((check) => html`<li>
    <span class="status tone-${check.passed ? 'ok' : 'bad'}">${icon(check.passed ? 'ok' : 'bad')}<span>${check.passed ? 'Passed' : 'Failed'}</span></span>
    <div><strong>${sentence(check.name)}</strong> ${check.detail ? html`<span class="note">${check.detail}</span>` : nothing}</div></li>`)}</ul></section>` : nothing;

/** Things worth knowing that stopped nothing. */
export const warningsView = (warnings) => warnings.map((warning) => note('warn', warning));
