// Starts the pages: who is signed in, which page the address names, and drawing it.
import { Problem, api } from './api.js';
import { failure, loading } from './components/parts.js';
import { shell } from './components/shell.js';
import { complain, say } from './components/toast.js';
import { render } from './dom.js';
import { batchPage } from './pages/batch.js';
import { batchesPage } from './pages/batches.js';
import { historyPage } from './pages/history.js';
import { missingPage } from './pages/missing.js';
import { operationPage } from './pages/operation.js';
import { recoveryPage } from './pages/recovery.js';
import { reportPage } from './pages/report.js';
import { signInPage } from './pages/sign-in.js';
import { startPage } from './pages/start.js';
import { vmPage } from './pages/vm.js';
import { vmsPage } from './pages/vms.js';

const ROUTES = [
  [/^\/?$/, vmsPage],
  [/^\/vms$/, vmsPage],
  [/^\/vms\/([^/]+)$/, vmPage],
  [/^\/vms\/([^/]+)\/start\/([A-Z_]+)$/, startPage],
  [/^\/operations\/([^/]+)$/, operationPage],
  [/^\/operations\/([^/]+)\/report$/, reportPage],
  [/^\/recovery$/, recoveryPage],
  [/^\/batches$/, batchesPage],
  [/^\/batches\/([^/]+)$/, batchPage],
  [/^\/history$/, historyPage],
];

const root = document.getElementById('app');
let page = null;
let problem = null;
let drawing = false;

/** What pages get: who is signed in, the connection, and how to draw, to go on and to report. */
const app = {
  me: null,
  connection: { up: true, since: null },
  draw,
  go: (address) => {
    location.hash = address;
  },
  connected,
  /** Awaits something that a person asked for; says so when it fails and answers undefined. */
  attempt: async (work) => {
    try {
      return await work;
    } catch (failed) {
      report(failed);
      return undefined;
    }
  },
};

/** Pages say whether their events arrive; called again at each attempt that fails. */
function connected(up) {
  if (up && !app.connection.up) {
    say('Connected again');
    page?.reload?.();
  }
  if (up !== app.connection.up) {
    app.connection = { up, answers: false, since: up ? null : new Date() };
    draw();
  }
  if (!up) {
    probe(app.connection);
  }
}

/** Without events: is it the gateway that is gone, are we signed out, or is it only the events? */
async function probe(connection) {
  try {
    await api.me();
    connection.answers = true;
    page?.reload?.();
  } catch (failed) {
    connection.answers = false;
    if (failed.status === 401) {
      report(failed);
    }
  }
  draw();
}

function report(failed) {
  if (!(failed instanceof Problem)) {
    throw failed;
  }
  if (failed.status === 401) {
    app.me = null;
    open();
  } else {
    complain(failed);
  }
}

function draw() {
  if (!drawing) {
    drawing = true;
    requestAnimationFrame(() => {
      drawing = false;
      drawNow();
    });
  }
}

function drawNow() {
  const body = problem ? failure(problem, begin) : page ? page.view() : loading('who is signed in');
  document.title = page ? `${page.title()} · Breakwater` : 'Breakwater';
  render(shell({ ...app, page: page ?? {}, body, signOut }), root);
}

function route() {
  const path = location.hash.slice(1).split('?')[0];
  for (const [pattern, make] of ROUTES) {
    const found = pattern.exec(path);
    if (found) {
      return make(app, ...found.slice(1).map(decodeURIComponent));
    }
  }
  return missingPage();
}

/** Leaves the page and opens the one that the address names. */
function open() {
  page?.stop?.();
  // Whether it is connected is for the next page to find out.
  app.connection = { up: true, since: null };
  page = app.me ? route() : signInPage(app, begin);
  page.start?.();
  drawNow();
  window.scrollTo(0, 0);
  (root.querySelector('[autofocus]') ?? root.querySelector('h1'))?.focus({ preventScroll: true });
}

async function signOut() {
  await app.attempt(api.signOut());
  app.me = null;
  open();
}

/** The gateway prints an address with a one-time token, so that nobody has to copy it. */
async function useToken() {
  const found = /^#token=(.+)$/.exec(location.hash);
  if (found) {
    history.replaceState(null, '', '#/vms');
    await api.signIn(decodeURIComponent(found[1]));
  }
}

async function begin() {
  problem = null;
  try {
    await useToken();
    app.me = await api.me();
  } catch (failed) {
    if (failed.status !== 401) {
      problem = failed;
      drawNow();
      return;
    }
    app.me = null;
  }
  open();
}

window.addEventListener('hashchange', open);
// Ages and elapsed times go on.
setInterval(() => page && draw(), 1000);
drawNow();
begin();
