import { api } from '../api.js';
import { failure, heading, loading, meter, startLink } from '../components/parts.js';
import { selection } from '../components/selection.js';
import { icon, vmStatus, vmWord } from '../components/status.js';
import { html, nothing, repeat } from '../dom.js';
import { follow } from '../events.js';
import { ago, coarse, count, sentence } from '../format.js';
import { kindOf, likely, operationAddress, vmAddress } from '../kinds.js';

const URGENCY = ['critical', 'warning'];

/** What needs attention first, then by name. */
const byUrgency = (a, b) => urgency(a) - urgency(b) || a.name.localeCompare(b.name);

function urgency(vm) {
  const place = URGENCY.indexOf(vm.attention?.level);
  return place < 0 ? URGENCY.length : place;
}

/** All VMs. */
export function vmsPage(app) {
  const filter = { text: '', state: '' };
  const several = selection(app);
  let vms = null;
  let problem = null;
  let stop = null;

  async function load() {
    try {
      vms = (await api.vms()).items.sort(byUrgency);
      problem = null;
    } catch (failed) {
      problem = failed;
    }
    app.draw();
  }

  function fits(vm) {
    const text = filter.text.trim().toLowerCase();
    const named = [vm.name, vm.contextId, vm.vcenter ?? ''].some((value) => value.toLowerCase().includes(text));
    return named && (!filter.state || (filter.state === 'ATTENTION' ? vm.attention : vm.state === filter.state));
  }

  const set = (what, value) => {
    filter[what] = value;
    app.draw();
  };

  function filters() {
    const states = [...new Set(vms.map((vm) => vm.state))].sort();
    const urgent = vms.filter((vm) => vm.attention).length;
    const choice = (value, name, n) => html`
      <button class="chip" aria-pressed=${filter.state === value ? 'true' : 'false'} @click=${() => set('state', value)}>${name} <span class="number">${n}</span></button>`;
    return html`<div class="filters" role="search">
      <label class="field grow"><span class="hidden">Find a VM by name, context id or vCenter</span>
        <input type="search" placeholder="Find by name, context id or vCenter" .value=${filter.text} @input=${(e) => set('text', e.target.value)}></label>
      <div class="chips" role="group" aria-label="Show">
        ${choice('', 'All', vms.length)}
        ${urgent ? choice('ATTENTION', 'Needs attention', urgent) : nothing}
        ${states.map((state) => choice(state, vmWord(state), vms.filter((vm) => vm.state === state).length))}
      </div>
    </div>`;
  }

  function body() {
    const shown = vms.filter(fits);
    return html`${filters()} ${several.toolbar(shown)}
      <p class="hidden" role="status">${count(shown.length, 'VM')} shown</p>
      ${shown.length ? table(shown) : html`<p class="empty">${vms.length ? 'No VM fits. Change the words or show all.' : 'No VM is protected yet. A VM shows up here once it was added to replication.'}</p>`}`;
  }

  const table = (shown) => html`<table class="rows vms">
    <caption class="hidden">Protected VMs</caption>
    <thead><tr><th scope="col">VM</th><th scope="col">State</th><th scope="col">Last test</th><th scope="col">Replica</th><th scope="col"><span class="hidden">What you can do</span></th></tr></thead>
    <tbody>${repeat(shown, (vm) => vm.contextId, row)}</tbody></table>`;

  const row = (vm) => html`<tr class=${vm.attention ? `urgent-${vm.attention.level}` : ''} data-vm=${vm.name}>
    <th scope="row"><span class="pick">${several.box(vm)}<a class="name" href=${vmAddress(vm.contextId)}>${vm.name}</a></span>
      ${vm.vcenter ? html`<span class="note">${vm.vcenter}</span>` : nothing}</th>
    <td data-label="State">${vmStatus(vm.state)}
      ${vm.attention ? html`<span class="attention">${icon('warning')} ${sentence(vm.attention.text)}</span>` : nothing}</td>
    <td data-label="Last test">${lastTest(vm)}</td>
    <td data-label="Replica">${vm.replication ? html`<span class="number">${coarse(vm.replication.ageSeconds)} old</span>` : html`<span class="note">never replicated</span>`}</td>
    <td class="do">${now(vm)}</td>
  </tr>`;

  function lastTest(vm) {
    if (!vm.lastTest) {
      return html`<span class="note">never tested</span>`;
    }
    const words = html`${ago(vm.lastTest.at)} <span class="note">${vm.lastTest.result.toLowerCase().replaceAll('_', ' ')}</span>`;
    return vm.lastTest.operationId ? html`<a class="silent" href=${operationAddress(vm.lastTest.operationId)}>${words}</a>` : words;
  }

  function now(vm) {
    if (vm.operation) {
      return html`<a class="under-way" href=${operationAddress(vm.operation.id)} aria-label="${kindOf(vm.operation.kind).title} of ${vm.name}, ${vm.operation.percent} percent">
        <span>${kindOf(vm.operation.kind).title}</span> ${meter(vm.operation.percent, `${vm.name}: how far`)}</a>`;
    }
    return likely(vm, app.me.role).map((action) => startLink(vm, action));
  }

  return {
    title: () => 'VMs',
    place: '#/vms',
    start: () => {
      load();
      stop = follow('/events', 'vms', load, app.connected);
    },
    stop: () => stop?.(),
    reload: load,
    view: () => html`${heading('VMs')} ${problem && !vms ? failure(problem, load) : vms ? body() : loading('the VMs')}`,
  };
}
