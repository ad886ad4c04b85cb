import { api } from '../api.js';
import { failure, heading } from '../components/parts.js';
import { html, nothing } from '../dom.js';

/** Signs a browser in by token. */
export function signInPage(app, signedIn) {
  let problem = null;

  async function submit(event) {
    event.preventDefault();
    const token = new FormData(event.target).get('token').trim();
    try {
      await api.signIn(token);
      signedIn();
    } catch (failed) {
      problem = failed;
      app.draw();
    }
  }

  return {
    title: () => 'Sign in',
    view: () => html`<div class="narrow">${heading('Sign in')}
      <p>With the token that your administrator gave you. A gateway without configured tokens prints one when it starts.</p>
      <form @submit=${submit} class="stack">
        <label class="field">Token <input name="token" type="password" autocomplete="current-password" required autofocus></label>
        <div class="buttons"><button class="primary">Sign in</button></div>
      </form>
      ${problem ? failure(problem) : nothing}</div>`,
  };
}
