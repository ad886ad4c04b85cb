// Short messages in a corner. What went wrong stays until it is dismissed.
import { html, nothing, render, repeat } from '../dom.js';
import { icon } from './status.js';

const GOOD_NEWS_STAYS = 8000;
const MOST = 4;

let toasts = [];
let last = 0;

/** The element that holds them; its being there before any message is what makes readers speak. */
const shelf = document.createElement('div');
shelf.className = 'toasts';
shelf.setAttribute('role', 'region');
shelf.setAttribute('aria-label', 'Messages');
shelf.setAttribute('aria-live', 'polite');
document.body.append(shelf);

function draw() {
  render(
    repeat(toasts, (toast) => toast.id, (toast) => html`
      <div class="toast tone-${toast.tone}">
        ${icon(toast.tone === 'bad' ? 'bad' : 'ok')}
        <div class="toast-text"><strong>${toast.title}</strong>
          ${toast.detail ? html`<p>${toast.detail}</p>` : nothing}
          ${toast.actionable?.length ? html`<ul>${toast.actionable.map((line) => html`<li>${line}</li>`)}</ul>` : nothing}
        </div>
        <button class="quiet" aria-label="Dismiss: ${toast.title}" @click=${() => dismiss(toast.id)}>✕</button>
      </div>`),
    shelf,
  );
}

function dismiss(id) {
  toasts = toasts.filter((toast) => toast.id !== id);
  draw();
}

function show(toast) {
  const id = (last += 1);
  toasts = [...toasts.filter((other) => other.title !== toast.title), { ...toast, id }].slice(-MOST);
  draw();
  return id;
}

/** Something worked. */
export function say(title, detail) {
  const id = show({ tone: 'ok', title, detail });
  setTimeout(() => dismiss(id), GOOD_NEWS_STAYS);
}

/** Something did not; a {@link Problem} brings what can be done about it. */
export function complain(problem) {
  show({ tone: 'bad', title: problem.message, detail: problem.detail, actionable: problem.actionable });
}
