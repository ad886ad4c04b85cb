import { api } from '../api.js';
import { fact, failure, heading, loading, meter } from '../components/parts.js';
import { isUnderWay, operationStatus } from '../components/status.js';
import { html, nothing, repeat } from '../dom.js';
import { count, duration, secondsBetween, when } from '../format.js';
import { kindOf, operationAddress, vmAddress } from '../kinds.js';

const POLL = 2000;

/** One operation on many VMs, each with how far it is. */
export function batchPage(app, id) {
  let batch = null;
  let problem = null;
  let timer = 0;
  let stopped = false;

  async function load() {
    clearTimeout(timer);
    try {
      batch = await api.batch(id);
      problem = null;
      app.connected(true);
    } catch (failed) {
      problem = failed;
      if (failed.status === 0) {
        app.connected(false);
      }
    }
    if (!stopped && batch?.state !== 'DONE') {
      timer = setTimeout(load, POLL);
    }
    app.draw();
  }

  const row = (item) => html`<tr data-vm=${item.vm}>
    <th scope="row"><a class="name" href=${vmAddress(item.contextId)}>${item.vm}</a></th>
    <td data-label="State">${operationStatus(item.state)}${item.summary ? html`<span class="note block">${item.summary}</span>` : nothing}</td>
    ${batch.state === 'DONE' ? nothing : html`<td data-label="How far">${isUnderWay(item.state) ? meter(item.percent, `${item.vm}: how far`) : nothing}</td>`}
    <td data-label="Time" class="number">${duration(item.startedAt ? Math.round(secondsBetween(item.startedAt, item.finishedAt)) : null)}</td>
    <td class="do">${item.operationId ? html`<a href=${operationAddress(item.operationId)} aria-label="Operation on ${item.vm}">${isUnderWay(item.state) ? 'Watch' : 'Show'}</a>` : nothing}</td>
  </tr>`;

  const body = () => html`${heading(`${kindOf(batch.kind).title}: ${count(batch.total, 'VM')}`)}
    <div class="standing">${batch.state === 'DONE' ? operationStatus(batch.failed ? 'FAILED' : 'SUCCEEDED') : html`${operationStatus('RUNNING')} ${meter(batch.percent, 'How far')}`}</div>
    <dl class="facts strip">
      ${fact('Done', `${batch.completed} of ${batch.total}`)} ${fact('Did not succeed', batch.failed)}
      ${fact('Started', when(batch.startedAt))} ${fact(batch.finishedAt ? 'Took' : 'Running for', duration(Math.round(secondsBetween(batch.startedAt, batch.finishedAt))))}
    </dl>
    ${batch.summary ? html`<p>${batch.summary}</p>` : nothing}
    <table class="rows"><caption class="hidden">VMs of this batch</caption>
      <thead><tr><th scope="col">VM</th><th scope="col">State</th>${batch.state === 'DONE' ? nothing : html`<th scope="col">How far</th>`}<th scope="col" class="number">Time</th><th scope="col"><span class="hidden">Operation</span></th></tr></thead>
      <tbody>${repeat(batch.items, (item) => item.contextId, row)}</tbody></table>`;

  return {
    title: () => 'Batch',
    place: '#/batches',
    start: load,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
    reload: load,
    view: () => (batch ? body() : problem ? html`${heading('Batch')}${failure(problem, load)}` : html`${heading('Batch')}${loading('the batch')}`),
  };
}
