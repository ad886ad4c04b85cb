import { api } from '../api.js';
import { fact, failure, heading, loading, meter, note, operationLink, startLink } from '../components/parts.js';
import { icon, vmStatus } from '../components/status.js';
import { html, nothing } from '../dom.js';
import { follow } from '../events.js';
import { ago, coarse, count, duration, sentence, when } from '../format.js';
import { kindOf, likely, may, operationAddress } from '../kinds.js';

/** One VM: what it is, what can be done with it, what was done. */
export function vmPage(app, contextId) {
  let vm = null;
  let problem = null;
  let stop = null;

  async function load() {
    try {
      vm = await api.vm(contextId);
      problem = null;
    } catch (failed) {
      problem = failed;
    }
    app.draw();
  }

  function actions() {
    const mine = vm.actions.filter((action) => may(app.me.role, action.role));
    if (!mine.length) {
      return nothing;
    }
    const first = likely(vm, app.me.role);
    const can = [...first, ...mine.filter((action) => action.allowed && !first.includes(action))];
    const cannot = mine.filter((action) => !action.allowed);
    return html`<section aria-labelledby="actions"><h2 id="actions">What you can do</h2>
      ${can.length ? html`<ul class="actions">${can.map((action, i) => html`
        <li>${startLink(vm, action, i || !first.length ? 'plain' : 'primary')}<span>${kindOf(action.kind).says}</span></li>`)}</ul>` : html`<p>Nothing right now.</p>`}
      ${cannot.length ? html`<details><summary>Not now: ${cannot.map((action) => kindOf(action.kind).title).join(', ')}</summary>
        <dl class="facts">${cannot.map((action) => fact(kindOf(action.kind).title, sentence(action.reason)))}</dl></details>` : nothing}
    </section>`;
  }

  const underWay = () => vm.operation ? html`<section class="card under-way-card">
    <h2>${operationLink(vm.operation)}</h2>${meter(vm.operation.percent, 'How far')}
    <a class="button primary" href=${operationAddress(vm.operation.id)}>Watch</a></section>` : nothing;

  const facts = () => html`<dl class="facts">
    ${fact('State', vmStatus(vm.state))}
    ${vm.destination ? fact('Runs as', vm.destination.name) : nothing}
    ${fact('Replica', vm.replication ? html`<span class="number">${coarse(vm.replication.ageSeconds)} old</span>` : 'never replicated')}
    ${fact('Last test', vm.lastTest ? ago(vm.lastTest.at) : 'never tested')}
    ${fact('Size', [vm.specs.cpus && count(vm.specs.cpus, 'CPU'), vm.specs.memoryMb && `${+(vm.specs.memoryMb / 1024).toFixed(1)} GB memory`, vm.specs.os].filter(Boolean).join(', ') || '–')}
    ${fact('vCenter', vm.vcenter || '–')}
    ${vm.appliance ? fact('Appliance', vm.appliance.problem ?? `${vm.appliance.name}, zone ${vm.appliance.zone}`) : nothing}
    ${fact('Context id', html`<code>${vm.contextId}</code>`)}
  </dl>`;

  const disks = () => html`<section><h2>Disks</h2><table class="rows small">
    <thead><tr><th scope="col">Disk</th><th scope="col" class="number">Size</th><th scope="col">Since the replication</th></tr></thead>
    <tbody>${vm.disks.map((disk) => html`<tr><th scope="row">${disk.id}${disk.name ? html` <span class="note">${disk.name}</span>` : nothing}</th>
      <td data-label="Size" class="number">${disk.sizeGb} GB</td>
      <td data-label="Since the replication">${disk.dirty ? html`<span class="status tone-warn">${icon('warning')}<span>written to</span></span>` : html`<span class="status tone-ok">${icon('ok')}<span>as replicated</span></span>`}</td></tr>`)}</tbody>
  </table></section>`;

  const networks = () => html`<section><h2>Networks</h2><table class="rows small">
    <thead><tr><th scope="col">Source</th><th scope="col">In tests</th><th scope="col">Live</th></tr></thead>
    <tbody>${vm.networks.map((network) => html`<tr><th scope="row">${network.source}</th>
      <td data-label="In tests">${network.test ?? html`<span class="note">not mapped</span>`}</td>
      <td data-label="Live">${network.live ?? html`<span class="note">not mapped</span>`}</td></tr>`)}</tbody>
  </table></section>`;

  const operations = () => html`<section><h2>Operations</h2>
    ${vm.operations.length ? html`<table class="rows small"><thead><tr><th scope="col">Operation</th><th scope="col">Started</th><th scope="col" class="number">Took</th><th scope="col">By</th></tr></thead>
    <tbody>${vm.operations.map((operation) => html`<tr><th scope="row">${operationLink(operation)}</th><td data-label="Started">${when(operation.startedAt)}</td>
      <td data-label="Took" class="number">${duration(operation.durationSeconds)}</td><td data-label="By">${operation.startedBy ?? '–'}</td></tr>`)}</tbody></table>` : html`<p>None yet.</p>`}
  </section>`;

  const body = () => html`${heading(vm.name)}
    ${vm.attention ? note(vm.attention.level === 'critical' ? 'bad' : 'warn', html`<strong>${sentence(vm.attention.text)}</strong>`) : nothing}
    ${underWay()}
    <div class="two-columns"><div>${actions()} ${operations()}</div>
      <aside aria-label="About this VM"><section class="card"><h2>About this VM</h2>${facts()}</section> ${disks()} ${vm.networks.length ? networks() : nothing}</aside></div>`;

  return {
    title: () => vm?.name ?? 'VM',
    place: '#/vms',
    start: () => {
      load();
      stop = follow('/events', 'vms', load, app.connected);
    },
    stop: () => stop?.(),
    reload: load,
    view: () => (vm ? body() : problem ? html`${heading('VM')}${failure(problem, load)}` : html`${heading('VM')}${loading('the VM')}`),
  };
}
