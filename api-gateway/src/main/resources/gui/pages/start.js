import { Problem, api, newKey } from '../api.js';
import { nameField, reasonField } from '../components/dialog.js';
import { lanesView } from '../components/lanes.js';
import { warningsView } from '../components/outcome.js';
import { failure, heading, list, loading, note, reasons } from '../components/parts.js';
import { checkStatus, icon } from '../components/status.js';
import { html, nothing } from '../dom.js';
import { count, duration, sentence } from '../format.js';
import { expectedTotal } from '../graph.js';
import { kindOf, may, operationAddress, vmAddress } from '../kinds.js';
import { optionsOf, optionsView } from './start-options.js';

const TYPING_PAUSE = 400;
const FAILOVERS = ['TEST_FAILOVER', 'LIVE_FAILOVER'];

/** Before an operation starts: is the VM ready, what will happen, and the confirmation. */
export function startPage(app, contextId, kind) {
  const failover = FAILOVERS.includes(kind);
  let vm = null;
  let readiness = null;
  let plan = null;
  let problem = null;
  let options = {};
  let typed = '';
  let reason = '';
  let looking = false;
  let starting = false;
  let latest = 0;
  let timer = 0;
  let key = newKey();

  async function begin() {
    problem = null;
    try {
      vm = await api.vm(contextId);
      options = optionsOf(kind, vm);
    } catch (failed) {
      problem = failed;
      app.draw();
      return;
    }
    look();
  }

  /** Readiness and plan for the options as they are; an answer to older options is dropped. */
  async function look() {
    const mine = (latest += 1);
    looking = true;
    app.draw();
    try {
      const [checks, planned] = await Promise.all([
        failover ? api.readiness(contextId, { kind, unplanned: options.unplanned, skipValidation: options.skipValidation }) : null,
        api.plan(request()),
      ]);
      if (mine === latest) {
        [readiness, plan, problem] = [checks, planned, null];
      }
    } catch (failed) {
      if (mine === latest) {
        [readiness, plan, problem] = [null, null, failed];
      }
    }
    if (mine === latest) {
      looking = false;
      app.draw();
    }
  }

  const request = () => ({ kind, contextId, ...options, ...(reason.trim() ? { reason: reason.trim() } : {}) });

  function choose(changed) {
    options = { ...options, ...changed };
    key = newKey();
    looking = true;
    clearTimeout(timer);
    timer = setTimeout(look, TYPING_PAUSE);
    app.draw();
  }

  /** Why the button does not work yet; null when it does. */
  function obstacle() {
    const action = vm.actions.find((each) => each.kind === kind);
    const role = plan?.role ?? action?.role;
    if (!may(app.me.role, role)) {
      return `This needs the role ${role}; you are signed in as ${app.me.role}.`;
    }
    if (looking || !plan) {
      return problem ? 'The plan could not be made.' : 'The VM is being looked at.';
    }
    if (plan.pending.length) {
      return 'Something is still under way on this VM.';
    }
    if (plan.reached) {
      return 'Nothing is to be done.';
    }
    if (!plan.possible || (readiness && !readiness.ready)) {
      return 'It cannot be done now. The reasons are shown on this page.';
    }
    if (options.unplanned && !reason.trim()) {
      return 'Say why the source is given up: a reason is needed.';
    }
    return named() && typed.trim() !== vm.name ? 'Type the VM’s name to go on.' : null;
  }

  const named = () => plan?.needsTypedName ?? false;

  async function submit(event) {
    event.preventDefault();
    if (obstacle() || starting) {
      return;
    }
    starting = true;
    app.draw();
    const operation = await app.attempt(api.start(request(), key).catch(newIntention));
    starting = false;
    if (operation) {
      app.go(operationAddress(operation.id));
    }
    app.draw();
  }

  /** What was refused for good may be meant anew; where no answer came the same key must do. */
  function newIntention(failed) {
    if (failed instanceof Problem && failed.status >= 400 && failed.status < 500) {
      key = newKey();
    }
    throw failed;
  }

  function readinessView() {
    if (!readiness) {
      return looking ? loading('whether it is ready') : nothing;
    }
    const passed = readiness.checks.filter((check) => check.result === 'PASS');
    const others = readiness.checks.filter((check) => check.result !== 'PASS');
    return html`<p>${readiness.ready ? html`<span class="status tone-ok">${icon('ok')}<span>Ready</span></span>` : html`<span class="status tone-bad">${icon('bad')}<span>Not ready</span></span>`}</p>
      <ul class="checks">${others.sort((a, b) => a.result.localeCompare(b.result)).map(checkLine)}</ul>
      <details><summary>${count(passed.length, 'check')} passed</summary><ul class="checks">${passed.map(checkLine)}</ul></details>`;
  }

  const checkLine = (check) => html`<li>${checkStatus(check.result)}
    <div><strong>${check.title}</strong> ${check.result === 'PASS' ? html`<span class="note">${check.reason}</span>` : html`<p>${sentence(check.reason)}</p>${check.remedy ? html`<p class="note">${sentence(check.remedy)}</p>` : nothing}`}</div></li>`;

  function planView() {
    if (!plan) {
      return problem ? failure(problem, look) : loading('the VM, to make a plan');
    }
    if (plan.reached) {
      return note('ok', html`<strong>Nothing is to be done.</strong> <p>The VM is already where this would bring it.</p>`);
    }
    return html`<div class=${looking ? 'stale' : ''} aria-busy=${looking ? 'true' : 'false'}>
      ${plan.pending.length ? note('warn', html`<strong>Still under way</strong>${list(plan.pending)}`) : nothing}
      ${reasons(plan.refusals)} ${warningsView(plan.warnings)}
      ${plan.steps.length ? html`<p class="note">${count(plan.steps.length, 'step')}, about ${duration(plan.expectedSeconds || expectedTotal(plan.steps))} in all. What stands side by side happens at the same time.</p>
        ${lanesView(plan.lanes, plan.steps, 'The plan')}` : nothing}
      ${plan.findings.length ? html`<details><summary>What was found</summary>${list(plan.findings)}</details>` : nothing}
    </div>`;
  }

  function confirmView() {
    const why = obstacle();
    const danger = named();
    return html`
      ${plan?.discards.length ? note(danger ? 'bad' : 'warn', html`<strong>This will be gone</strong>${list(plan.discards.map(sentence))}`) : nothing}
      ${reasonField(reason, (text) => { reason = text; key = newKey(); app.draw(); }, !options.unplanned)}
      ${danger ? nameField(vm.name, typed, (text) => { typed = text; app.draw(); }) : nothing}
      <button class=${danger ? 'danger' : 'primary'} ?disabled=${Boolean(why) || starting} aria-describedby="obstacle">${starting ? 'Starting …' : kindOf(kind).verb}</button>
      <p id="obstacle" class="note" role="status">${why ?? nothing}</p>`;
  }

  const body = () => html`
    <form class="start" @submit=${submit}>
      ${failover ? html`<section class="card readiness" aria-labelledby="ready"><h2 id="ready">Readiness</h2>${readinessView()}</section>` : nothing}
      ${optionsView(kind, vm, options, choose, app.me.role)}
      <section class="plan" aria-labelledby="happens"><h2 id="happens">What will happen</h2>${planView()}</section>
      <section class="card confirm" aria-labelledby="confirm"><h2 id="confirm">Start</h2>${confirmView()}</section>
    </form>`;

  return {
    title: () => `${kindOf(kind).title}${vm ? `: ${vm.name}` : ''}`,
    place: '#/vms',
    start: begin,
    stop: () => {
      latest += 1;
      clearTimeout(timer);
    },
    reload: () => (vm ? look() : begin()),
    view: () => html`<p class="way-back"><a href=${vmAddress(contextId)}>${vm?.name ?? 'The VM'}</a></p>
      ${heading(vm ? `${kindOf(kind).before} ${vm.name}` : kindOf(kind).title)}<p class="lead">${kindOf(kind).says}</p>
      ${vm ? body() : problem ? failure(problem, begin) : loading('the VM')}`,
  };
}
