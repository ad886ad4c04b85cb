// Several VMs chosen in a list, and what can be done to all of them at once.
import { api, newKey } from '../api.js';
import { html, nothing } from '../dom.js';
import { count } from '../format.js';
import { batchAddress, kindOf, likely } from '../kinds.js';
import { ask } from './dialog.js';
import { list } from './parts.js';

/** What operators do to many VMs; what discards data is started one by one. */
const TOGETHER = ['TEST_FAILOVER', 'CLEANUP', 'RECOVERY'];

const SAYS = {
  TEST_FAILOVER: 'A copy of each is brought up on the test network. The sources keep running.',
  CLEANUP: 'The test of each is ended: the test VM is removed and the disks are brought home.',
  RECOVERY: 'Each is looked at again and brought back to ready. What a person has to decide is left as it is, with the reason.',
};

/** Which VMs are chosen; buttons for the kinds that at least one of them allows. */
export function selection(app) {
  const chosen = new Set();
  let key = newKey();
  let starting = false;

  const allows = (vm, kind) => likely(vm, app.me.role).some((action) => action.kind === kind && !action.needsTypedName);
  const selectable = (vm) => TOGETHER.some((kind) => allows(vm, kind));

  function choose(ids, on) {
    ids.forEach((id) => (on ? chosen.add(id) : chosen.delete(id)));
    key = newKey();
    app.draw();
  }

  async function start(kind, vms, others) {
    const what = `${kindOf(kind).title}: ${count(vms.length, 'VM')}`;
    const given = await ask({
      title: `${what}?`,
      body: html`<p>${SAYS[kind]}</p>${list(vms.map((vm) => vm.name))}
        ${others ? html`<p class="note">${count(others, 'selected VM does', 'selected VMs do')} not allow it now and ${others === 1 ? 'is' : 'are'} left alone.</p>` : nothing}`,
      confirm: what,
      reason: true,
    });
    if (!given) {
      return;
    }
    starting = true;
    app.draw();
    const batch = await app.attempt(api.startBatch({ kind, contextIds: vms.map((vm) => vm.contextId), reason: given.reason }, key));
    starting = false;
    if (batch) {
      app.go(batchAddress(batch.id));
    }
    app.draw();
  }

  const box = (vm) => (selectable(vm)
    ? html`<input type="checkbox" aria-label="Select ${vm.name}" .checked=${chosen.has(vm.contextId)} @change=${(e) => choose([vm.contextId], e.target.checked)}>`
    : nothing);

  function toolbar(vms) {
    const can = vms.filter(selectable);
    if (!can.length) {
      return nothing;
    }
    const picked = can.filter((vm) => chosen.has(vm.contextId));
    return html`<div class="toolbar many">
      <label class="tick"><input type="checkbox" .checked=${picked.length === can.length} .indeterminate=${picked.length > 0 && picked.length < can.length}
        @change=${(e) => choose(can.map((vm) => vm.contextId), e.target.checked)}> <span>${picked.length ? `${picked.length} selected` : 'Select all'}</span></label>
      ${TOGETHER.map((kind) => button(kind, picked))}
    </div>`;
  }

  function button(kind, picked) {
    const fit = picked.filter((vm) => allows(vm, kind));
    return fit.length
      ? html`<button class="plain" ?disabled=${starting} @click=${() => start(kind, fit, picked.length - fit.length)}>${kindOf(kind).title}: ${count(fit.length, 'VM')} …</button>`
      : nothing;
  }

  return { box, toolbar };
}
