import { api } from '../api.js';
import { failure, heading, loading } from '../components/parts.js';
import { isUnderWay, operationStatus } from '../components/status.js';
import { html, nothing, repeat } from '../dom.js';
import { follow } from '../events.js';
import { duration, secondsBetween, when } from '../format.js';
import { batchAddress, kindOf } from '../kinds.js';

const title = (batch) => (batch.kind ? kindOf(batch.kind).title : 'Batch');

/** Every batch, the newest first. */
export function batchesPage(app) {
  let batches = null;
  let problem = null;
  let stop = null;

  async function load() {
    try {
      batches = (await api.batches()).items;
      problem = null;
    } catch (failed) {
      problem = failed;
    }
    app.draw();
  }

  const took = (batch) => duration(Math.round(secondsBetween(batch.startedAt, batch.finishedAt)));

  const row = (batch) => html`<tr data-batch=${batch.id}>
    <th scope="row"><a class="name" href=${batchAddress(batch.id)}>${title(batch)}</a>
      ${batch.reason ? html`<span class="note">${batch.reason}</span>` : nothing}</th>
    <td data-label="Result">${operationStatus(batch.state)}</td>
    <td data-label="Started">${when(batch.startedAt)}${batch.startedBy ? html`<span class="note block">by ${batch.startedBy}</span>` : nothing}</td>
    <td data-label=${isUnderWay(batch.state) ? 'Running for' : 'Took'} class="number">${took(batch)}</td>
  </tr>`;

  const table = () => html`<table class="rows"><caption class="hidden">Batches, newest first</caption>
    <thead><tr><th scope="col">Batch</th><th scope="col">Result</th><th scope="col">Started</th><th scope="col" class="number">Took</th></tr></thead>
    <tbody>${repeat(batches, (batch) => batch.id, row)}</tbody></table>`;

  const none = () => html`<p class="empty">Nothing was done to several VMs at once yet. Select them on the page of VMs.</p>`;

  return {
    title: () => 'Batches',
    place: '#/batches',
    start: () => {
      load();
      stop = follow('/events', 'vms', load, app.connected);
    },
    stop: () => stop?.(),
    reload: load,
    view: () => html`${heading('Batches')} ${batches ? (batches.length ? table() : none()) : problem ? failure(problem, load) : loading('the batches')}`,
  };
}
