// Asks before something is done. The browser's own dialog keeps the focus inside and closes on Escape.
import { html, nothing, render } from '../dom.js';

/**
 * Asks.
 *
 * @param question title, body (a template), confirm (the button's words), danger, typed (a name that
 *     has to be typed), reason (whether one is needed)
 * @returns a promise of { reason }, or of null when it was called off
 */
export function ask({ title, body = nothing, confirm, danger = false, typed = null, reason = false }) {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  const given = { name: '', reason: '' };
  const ready = () => (!typed || given.name.trim() === typed) && (!reason || given.reason.trim() !== '');
  const draw = () =>
    render(
      html`<form method="dialog" @submit=${(event) => ready() || event.preventDefault()}>
        <h2 id="dialog-title">${title}</h2>
        ${body}
        ${reason ? reasonField(given.reason, (text) => change('reason', text)) : nothing}
        ${typed ? nameField(typed, given.name, (text) => change('name', text)) : nothing}
        <div class="buttons">
          <button type="button" class="plain" @click=${() => dialog.close('')}>Leave it</button>
          <button class=${danger ? 'danger' : 'primary'} value="yes" ?disabled=${!ready()}>${confirm}</button>
        </div>
      </form>`,
      dialog,
    );
  const change = (what, text) => {
    given[what] = text;
    draw();
  };
  draw();
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      answer(dialog.returnValue === 'yes' ? { reason: given.reason.trim() } : null);
    });
  });
}

/** Asks for the VM's name, so that the right VM is meant. */
export const nameField = (name, value, changed) => html`
  <label class="field"><span>To confirm, type the VM’s name: <strong class="typed">${name}</strong></span>
    <input class="typed-name" autocomplete="off" spellcheck="false" .value=${value} @input=${(e) => changed(e.target.value)}>
  </label>`;

/** Asks for a reason, which is kept with the operation. */
export const reasonField = (value, changed, optional = false) => html`
  <label class="field"><span>Reason${optional ? html` <span class="note">(optional; kept with the operation)</span>` : html` <span class="note">(kept with the operation)</span>`}</span>
    <input class="reason" autocomplete="off" maxlength="500" .value=${value} @input=${(e) => changed(e.target.value)}>
  </label>`;
