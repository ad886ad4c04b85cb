import { address, api } from '../api.js';
import { chartView } from '../components/chart.js';
import { failure, heading, loading } from '../components/parts.js';
import { isUnderWay, operationStatus, operationWord } from '../components/status.js';
import { html, nothing, repeat } from '../dom.js';
import { follow } from '../events.js';
import { duration, when } from '../format.js';
import { kindOf, operationAddress, vmAddress } from '../kinds.js';

const KINDS = ['TEST_FAILOVER', 'LIVE_FAILOVER', 'CLEANUP', 'ROLLBACK', 'RECOVERY', 'COMMIT'];
const STATES = ['RUNNING', 'AWAITING_OPERATOR', 'ROLLING_BACK', 'SUCCEEDED', 'ROLLED_BACK', 'REFUSED', 'CLEANUP_REQUIRED', 'CANCELLED', 'FAILED'];
const DAY = 24 * 3600 * 1000;
const COLUMNS = 6;
const TYPING_PAUSE = 300;

/** Local midnight of a day as an instant; `after` days later. */
const midnight = (day, after = 0) => day && new Date(new Date(`${day}T00:00`).getTime() + after * DAY).toISOString();

/** Every operation, with where its time went. */
export function historyPage(app) {
  const filter = { vm: '', kind: '', state: '', from: '', to: '' };
  const opened = new Map();
  let items = null;
  let cursor = null;
  let problem = null;
  let timer = 0;
  let latest = 0;
  let stop = null;
  let pages = 1;

  const query = () => ({ ...filter, from: midnight(filter.from), to: midnight(filter.to, 1) });

  async function load() {
    const mine = (latest += 1);
    try {
      const found = await api.operations(query());
      if (mine === latest) {
        [items, cursor, problem, pages] = [found.items, found.nextCursor, null, 1];
      }
    } catch (failed) {
      problem = failed;
    }
    app.draw();
  }

  async function more() {
    const next = await app.attempt(api.operations({ ...query(), cursor }));
    if (next) {
      items = [...items, ...next.items];
      cursor = next.nextCursor;
      pages += 1;
    }
    app.draw();
  }

  function set(what, value) {
    filter[what] = value;
    clearTimeout(timer);
    timer = setTimeout(load, TYPING_PAUSE);
    app.draw();
  }

  async function toggle(id) {
    if (opened.has(id)) {
      opened.delete(id);
      app.draw();
      return;
    }
    opened.set(id, null);
    app.draw();
    const operation = await app.attempt(api.operation(id));
    if (operation && opened.has(id)) {
      opened.set(id, operation);
    } else {
      opened.delete(id);
    }
    app.draw();
  }

  const select = (what, label, all, values, word) => html`<label class="field">${label}
    <select @change=${(e) => set(what, e.target.value)}><option value="">${all}</option>
    ${values.map((value) => html`<option value=${value} ?selected=${filter[what] === value}>${word(value)}</option>`)}</select></label>`;

  const day = (what, label) => html`<label class="field">${label}<input type="date" .value=${filter[what]} @change=${(e) => set(what, e.target.value)}></label>`;

  const filters = () => html`<div class="filters" role="search">
    <label class="field grow">VM <input type="search" placeholder="Name or context id" .value=${filter.vm} @input=${(e) => set('vm', e.target.value.trim())}></label>
    ${select('kind', 'Kind', 'All kinds', KINDS, (kind) => kindOf(kind).title)}
    ${select('state', 'Result', 'All results', STATES, operationWord)}
    ${day('from', 'From')} ${day('to', 'Up to')}
  </div>`;

  function row(operation) {
    const open = opened.has(operation.id);
    return html`<tr data-operation=${operation.id}>
      <th scope="row"><a class="name" href=${operationAddress(operation.id)}>${kindOf(operation.kind).title}</a></th>
      <td data-label="VM">${operation.contextId ? html`<a class="silent" href=${vmAddress(operation.contextId)}>${operation.vm}</a>` : operation.vm}</td>
      <td data-label="Result">${operationStatus(operation.state)}</td>
      <td data-label="Started">${when(operation.startedAt)}${operation.startedBy ? html`<span class="note block">by ${operation.startedBy}</span>` : nothing}</td>
      <td data-label="Took" class="number">${duration(operation.durationSeconds)}</td>
      <td class="do"><button class="plain" aria-expanded=${open ? 'true' : 'false'} aria-label="Times of ${kindOf(operation.kind).title} of ${operation.vm}" @click=${() => toggle(operation.id)}>Times</button>
        ${isUnderWay(operation.state) ? nothing : html`<a class="button plain" href="${operationAddress(operation.id)}/report" aria-label="Report of ${kindOf(operation.kind).title} of ${operation.vm}">Report</a>`}</td>
    </tr>
    ${open ? html`<tr class="inset"><td colspan=${COLUMNS}>${times(opened.get(operation.id))}</td></tr>` : nothing}`;
  }

  function times(operation) {
    if (!operation) {
      return loading('the times');
    }
    const chart = chartView(operation.steps, `${operation.title} of ${operation.vm}: where the time went`);
    return chart === nothing ? html`<p class="note">No step ran.</p>` : chart;
  }

  const table = () => html`<table class="rows"><caption class="hidden">Operations, newest first</caption>
    <thead><tr><th scope="col">Operation</th><th scope="col">VM</th><th scope="col">Result</th><th scope="col">Started</th><th scope="col" class="number">Took</th><th scope="col"><span class="hidden">More</span></th></tr></thead>
    <tbody>${repeat(items, (operation) => operation.id, row)}</tbody></table>
    ${cursor ? html`<div class="buttons"><button class="plain" @click=${more}>Show older ones</button></div>` : nothing}`;

  const exports = () => html`<div class="buttons">
    <a class="button plain" href=${address('/operations', { ...query(), format: 'csv' })} download="operations.csv">Export CSV</a>
    <a class="button plain" href=${address('/operations', { ...query(), format: 'json', limit: 500 })} download="operations.json">Export JSON</a></div>`;

  return {
    title: () => 'History',
    place: '#/history',
    start: () => {
      load();
      // Who looks at older ones is not thrown back to the newest.
      stop = follow('/events', 'vms', () => pages === 1 && load(), app.connected);
    },
    stop: () => {
      clearTimeout(timer);
      stop?.();
    },
    reload: load,
    view: () => html`${heading('History', exports())} ${filters()}
      ${problem ? failure(problem, load) : items ? (items.length ? table() : html`<p class="empty">No operation fits.</p>`) : loading('the operations')}`,
  };
}
