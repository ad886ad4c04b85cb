// What every page stands in: name, navigation, who is signed in, and whether we are connected.
import { html, nothing } from '../dom.js';
import { duration, secondsBetween } from '../format.js';
import { icon } from './status.js';

const PLACES = [
  ['#/vms', 'VMs'],
  ['#/recovery', 'Recovery'],
  ['#/batches', 'Batches'],
  ['#/history', 'History'],
];

const THEMES = ['auto', 'light', 'dark'];

const theme = () => document.documentElement.dataset.theme ?? 'auto';

function nextTheme(draw) {
  const next = THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length];
  if (next === 'auto') {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem('breakwater-theme');
  } else {
    document.documentElement.dataset.theme = next;
    localStorage.setItem('breakwater-theme', next);
  }
  draw();
}

const themeSwitch = (draw) => html`
  <button class="quiet" @click=${() => nextTheme(draw)} aria-label="Colours: ${theme()}. Change">
    ${icon('theme')}<span>${theme()}</span>
  </button>`;

function person(me, signOut) {
  return html`<span class="person">${me.actor}${me.actor === me.role ? nothing : html`<span class="role">${me.role}</span>`}</span>
    <button class="quiet" @click=${signOut}>Sign out</button>`;
}

function banner(connection) {
  if (connection.up) {
    return nothing;
  }
  const since = duration(Math.round(secondsBetween(connection.since)));
  return html`<div class="banner tone-warn">${icon('warning')}
    ${connection.answers
      ? html`<p><strong>No live updates</strong> for ${since}. The page is read anew every few seconds.</p>`
      : html`<p><strong>Not connected</strong> for ${since}. What you see may be out of date; what runs goes on. Trying again by itself.</p>`}
  </div>`;
}

/** The page in its frame. */
export function shell({ me, connection, page, body, signOut, draw }) {
  return html`
    <a class="skip" href="#main" @click=${skip}>Skip to the content</a>
    <header class="top">
      <a class="brand" href="#/vms"><img src="gui/icon.svg" alt="" width="24" height="24"> Breakwater</a>
      ${me ? html`<nav aria-label="Pages">${PLACES.map(([to, name]) => html`
        <a href=${to} aria-current=${page.place === to ? 'page' : 'false'}>${name}</a>`)}</nav>` : nothing}
      <div class="corner">${themeSwitch(draw)} ${me ? person(me, signOut) : nothing}</div>
    </header>
    <div role="status" aria-live="polite">${banner(connection)}</div>
    <main id="main" tabindex="-1">${body}</main>`;
}

function skip(event) {
  event.preventDefault();
  document.getElementById('main').focus();
}
