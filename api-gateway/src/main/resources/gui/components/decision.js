// An operation that holds: the ways on, each with what it brings about.
import { api } from '../api.js';
import { html, nothing } from '../dom.js';
import { sentence, when } from '../format.js';
import { may } from '../kinds.js';
import { ask } from './dialog.js';
import { icon } from './status.js';
import { say } from './toast.js';

const SHORT = { RETRY: 'Try again', SKIP: 'Go on without it', ROLL_BACK: 'Roll back', GIVE_UP: 'Give up' };

async function decide(app, operation, choice) {
  const given = await ask({
    title: choice.title,
    body: html`<p>${choice.consequence}</p>`,
    confirm: SHORT[choice.decision],
    danger: choice.needsConfirmDiscard || choice.decision === 'GIVE_UP',
    typed: choice.needsConfirmDiscard ? operation.vm : null,
    reason: true,
  });
  if (!given) {
    return;
  }
  const decided = await app.attempt(
    api.decide(operation.id, {
      decision: choice.decision,
      reason: given.reason,
      ...(choice.step ? { step: choice.step } : {}),
      ...(choice.needsConfirmDiscard ? { confirmDiscard: true } : {}),
    }),
  );
  if (decided) {
    say(`Decided: ${choice.title}`, choice.consequence);
  }
}

function way(app, operation, choice, first) {
  const mine = may(app.me.role, choice.role);
  return html`<li>
    <div><strong>${choice.title}</strong><p>${choice.consequence}</p></div>
    ${mine ? html`<button class=${first ? 'primary' : 'plain'} data-decision=${choice.decision} aria-label=${choice.title} @click=${() => decide(app, operation, choice)}>${SHORT[choice.decision]}</button>`
      : html`<span class="note">needs the role ${choice.role}</span>`}
  </li>`;
}

/** The question and the ways on; nothing while there is no question. */
export function decisionView(app, operation) {
  if (!operation.question) {
    return nothing;
  }
  const { text, since } = operation.question;
  return html`<section class="decision" aria-labelledby="decision">
    <h2 id="decision">${icon('hand')} It holds and waits for a decision</h2>
    <p class="question">${sentence(text.replace(/^Waiting for a decision: /, ''))}</p>
    <p class="note">Nothing happens until then${since ? html`; it holds since ${when(since)}` : nothing}. What is attached stays attached, what runs keeps running.</p>
    ${may(app.me.role, 'operator') ? html`<ul class="ways">${operation.decisions.map((choice, i) => way(app, operation, choice, i === 0))}</ul>` : nothing}
  </section>`;
}
