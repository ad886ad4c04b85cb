import { api, newKey } from '../api.js';
import { ask } from '../components/dialog.js';
import { lanesView } from '../components/lanes.js';
import { failure, heading, list, loading, meter, reasons, startLink } from '../components/parts.js';
import { icon, vmStatus } from '../components/status.js';
import { html, nothing, repeat } from '../dom.js';
import { follow } from '../events.js';
import { count, duration, sentence } from '../format.js';
import { likely, may, operationAddress, vmAddress } from '../kinds.js';

const needsRecovery = (vm) => vm.state === 'CLEANUP_REQUIRED' || vm.operation?.kind === 'RECOVERY';

/** VMs that were left half-done: what was found, what a recovery would do, and all of it at once. */
export function recoveryPage(app) {
  let vms = null;
  let problem = null;
  let stop = null;
  let starting = false;
  let key = newKey();
  const chosen = new Set();
  const plans = new Map();

  async function load() {
    try {
      vms = (await api.vms()).items.filter(needsRecovery);
      problem = null;
    } catch (failed) {
      problem = failed;
    }
    app.draw();
  }

  /** Looks at a VM when its plan is opened; each look is work for a worker, so not all at once. */
  async function look(vm, open) {
    if (!open || plans.has(vm.contextId)) {
      return;
    }
    plans.set(vm.contextId, null);
    const found = await api.plan({ kind: 'RECOVERY', contextId: vm.contextId }).catch((failed) => {
      plans.delete(vm.contextId);
      return { failed };
    });
    plans.set(vm.contextId, found);
    app.draw();
  }

  const action = (vm) => vm.actions.find((each) => each.kind === 'RECOVERY');
  const mine = (vm) => action(vm).allowed && may(app.me.role, action(vm).role);

  function choose(ids, on) {
    ids.forEach((id) => (on ? chosen.add(id) : chosen.delete(id)));
    key = newKey();
    app.draw();
  }

  async function recoverChosen() {
    const picked = vms.filter((vm) => chosen.has(vm.contextId) && mine(vm));
    const given = await ask({
      title: `Recover ${count(picked.length, 'VM')}?`,
      body: html`<p>Each is looked at again and brought back to ready. What a person has to decide is left as it is, with the reason.</p>${list(picked.map((vm) => vm.name))}`,
      confirm: `Recover ${count(picked.length, 'VM')}`,
      reason: true,
    });
    if (!given) {
      return;
    }
    starting = true;
    app.draw();
    const request = { kind: 'RECOVERY', contextIds: picked.map((vm) => vm.contextId), reason: given.reason };
    const batch = await app.attempt(api.startBatch(request, key));
    starting = false;
    if (batch) {
      app.go(`#/batches/${encodeURIComponent(batch.id)}`);
    }
    app.draw();
  }

  function toolbar() {
    const can = vms.filter(mine);
    if (!can.length) {
      return nothing;
    }
    const picked = can.filter((vm) => chosen.has(vm.contextId)).length;
    return html`<div class="toolbar">
      <label class="tick"><input type="checkbox" .checked=${picked === can.length} .indeterminate=${picked > 0 && picked < can.length}
        @change=${(e) => choose(can.map((vm) => vm.contextId), e.target.checked)}> <span>Select all</span></label>
      <button class="primary" ?disabled=${!picked || starting} @click=${recoverChosen}>Recover ${picked ? count(picked, 'VM') : 'selected'} …</button>
    </div>`;
  }

  function found(vm) {
    const plan = plans.get(vm.contextId);
    if (!plan) {
      return loading(`what is there of ${vm.name}`);
    }
    if (plan.failed) {
      return failure(plan.failed, () => look(vm, true));
    }
    return html`${plan.findings.length ? html`<h3>What was found</h3>${list(plan.findings)}` : nothing}
      ${reasons(plan.refusals)}
      ${plan.steps.length ? html`<h3>What a recovery would do</h3><p class="note">${count(plan.steps.length, 'step')}, about ${duration(plan.expectedSeconds)} in all</p>
        ${lanesView(plan.lanes, plan.steps, `Plan for ${vm.name}`)}` : nothing}
      ${plan.reached ? html`<p>Nothing is to be done but to note that it is ready.</p>` : nothing}`;
  }

  const card = (vm) => html`<article class="card recovery-card" data-vm=${vm.name} aria-label=${vm.name}>
    <div class="recovery-head">
      ${mine(vm) ? html`<input type="checkbox" aria-label="Select ${vm.name}" .checked=${chosen.has(vm.contextId)} @change=${(e) => choose([vm.contextId], e.target.checked)}>` : nothing}
      <h2><a class="name" href=${vmAddress(vm.contextId)}>${vm.name}</a></h2> ${vmStatus(vm.state)}
      <div class="do">${vm.operation ? html`<a class="under-way" href=${operationAddress(vm.operation.id)}>Watch ${meter(vm.operation.percent, `${vm.name}: how far`)}</a>`
        : likely(vm, app.me.role).slice(0, 1).map((each) => startLink(vm, each))}</div>
    </div>
    ${vm.attention ? html`<p class="attention">${icon('warning')} ${sentence(vm.attention.text)}</p>` : nothing}
    ${vm.operation ? nothing : html`<details @toggle=${(e) => look(vm, e.target.open)}><summary>What was found, and the plan</summary>${found(vm)}</details>`}
  </article>`;

  function body() {
    if (!vms.length) {
      return html`<p class="empty">${icon('ok')} No VM needs a recovery.</p>`;
    }
    return html`<p class="lead">${count(vms.length, 'VM was', 'VMs were')} left half-done. Replication stays away from them until they are recovered.</p>
      ${toolbar()}${repeat(vms, (vm) => vm.contextId, card)}`;
  }

  return {
    title: () => 'Recovery',
    place: '#/recovery',
    start: () => {
      load();
      stop = follow('/events', 'vms', load, app.connected);
    },
    stop: () => stop?.(),
    reload: load,
    view: () => html`${heading('Recovery')} ${vms ? body() : problem ? failure(problem, load) : loading('the VMs')}`,
  };
}
