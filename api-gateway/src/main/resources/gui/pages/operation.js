import { api } from '../api.js';
import { chartView } from '../components/chart.js';
import { decisionView } from '../components/decision.js';
import { ask } from '../components/dialog.js';
import { lanesView } from '../components/lanes.js';
import { logView } from '../components/log.js';
import { checksView, outcomeView, warningsView } from '../components/outcome.js';
import { fact, failure, heading, loading, meter } from '../components/parts.js';
import { icon, isUnderWay, operationStatus, operationWord } from '../components/status.js';
import { complain, say } from '../components/toast.js';
import { html, nothing } from '../dom.js';
import { follow } from '../events.js';
import { duration, secondsBetween, when } from '../format.js';
import { rounds } from '../graph.js';
import { may, operationAddress, vmAddress } from '../kinds.js';

/** One operation, live while it goes on. */
export function operationPage(app, id) {
  let operation = null;
  let log = [];
  let problem = null;
  let stop = null;
  let reading = false;

  async function load() {
    try {
      show(await api.operation(id));
      problem = null;
    } catch (failed) {
      problem = failed;
    }
    app.draw();
  }

  function show(next) {
    if (operation && isUnderWay(operation.state) && !isUnderWay(next.state)) {
      announce(next);
    }
    operation = next;
    if (!isUnderWay(next.state)) {
      stop?.();
      stop = null;
    }
    readLog();
    app.draw();
  }

  async function readLog() {
    if (reading) {
      return;
    }
    reading = true;
    // What the log lacks is no reason to hide the operation: the next event reads it again.
    log = await api.history(id).then((history) => history.items).catch(() => log);
    reading = false;
    app.draw();
  }

  async function cancel() {
    const given = await ask({
      title: `Cancel this ${operation.title.toLowerCase()}?`,
      body: html`<p>What is under way is awaited, then what was done is taken back. Once a live VM was started it holds instead, and asks.</p>`,
      confirm: 'Cancel the operation',
      danger: true,
      reason: true,
    });
    if (given && (await app.attempt(api.cancel(id, given.reason)))) {
      say('Cancel asked for', 'What is under way is awaited first.');
    }
  }

  function elapsed() {
    const seconds = isUnderWay(operation.state) ? Math.floor(secondsBetween(operation.startedAt)) : operation.durationSeconds;
    return html`${duration(seconds)}${operation.expectedSeconds ? html` <span class="note">of about ${duration(Math.round(operation.expectedSeconds))}</span>` : nothing}`;
  }

  const facts = () => html`<dl class="facts strip">
    ${fact('VM', operation.contextId ? html`<a href=${vmAddress(operation.contextId)}>${operation.vm}</a>` : operation.vm)}
    ${fact(isUnderWay(operation.state) ? 'Running for' : 'Took', elapsed())}
    ${fact('Started', when(operation.startedAt))}
    ${operation.startedBy ? fact('By', operation.startedBy) : nothing}
    ${operation.destination && (isUnderWay(operation.state) || operation.state === 'SUCCEEDED') ? fact('Runs as', operation.destination) : nothing}
    ${operation.reason ? fact('Reason', operation.reason) : nothing}
  </dl>`;

  const links = () => html`<div class="buttons">
    ${operation.links.temporalUi ? html`<a class="button plain" href=${operation.links.temporalUi} target="_blank" rel="noreferrer">${icon('link')} Workflow in Temporal</a>` : nothing}
    ${isUnderWay(operation.state) ? nothing : html`<a class="button plain" href="${operationAddress(id)}/report">Report</a>`}
    ${operation.cancellable && may(app.me.role, 'operator') ? html`<button class="plain" @click=${cancel}>Cancel …</button>` : nothing}
  </div>`;

  function plans() {
    const all = rounds(operation.steps);
    if (!all.length) {
      return isUnderWay(operation.state) ? loading('what is there, and planning') : nothing;
    }
    return html`<section aria-labelledby="plan"><h2 id="plan">${isUnderWay(operation.state) ? 'What it does' : 'What it did'}</h2>
      ${all.map((steps, i) => html`
        ${i ? html`<h3>${icon('back')} Looked again and planned anew</h3>` : nothing}
        ${lanesView(operation.lanes, steps, i ? `Steps of plan ${i + 1}` : 'Steps of the plan')}`)}
    </section>`;
  }

  const body = () => html`${heading(`${operation.title} of ${operation.vm}`, links())}
    <div class="standing">${operationStatus(operation.state)} ${isUnderWay(operation.state) ? meter(operation.percent, 'How far') : nothing}
      ${operation.waitingFor && !operation.question ? html`<span class="waiting-for">${icon('clock')} Waits for ${operation.waitingFor}</span>` : nothing}</div>
    <p class="hidden" role="status">${operationWord(operation.state)}</p>
    ${decisionView(app, operation)} ${outcomeView(operation)} ${facts()} ${warningsView(operation.warnings)}
    ${plans()} ${checksView(operation.checks)}
    ${isUnderWay(operation.state) ? nothing : html`<section aria-labelledby="times"><h2 id="times">Where the time went</h2>${chartView(operation.steps, 'Steps of this operation on a common clock')}</section>`}
    ${logView(log)}`;

  return {
    title: () => (operation ? `${operationWord(operation.state)}: ${operation.title} of ${operation.vm}` : 'Operation'),
    place: '#/history',
    start: () => {
      load();
      stop = follow(`/operations/${encodeURIComponent(id)}/events`, 'operation', show, app.connected);
    },
    stop: () => stop?.(),
    reload: load,
    view: () => (operation ? body() : problem ? html`${heading('Operation')}${failure(problem, load)}` : html`${heading('Operation')}${loading('the operation')}`),
  };
}

function announce(operation) {
  const title = `${operation.title} of ${operation.vm}: ${operationWord(operation.state).toLowerCase()}`;
  if (operation.state === 'SUCCEEDED') {
    say(title, operation.summary);
  } else {
    const actionable = operation.result?.reasons.flatMap((reason) => reason.actionable);
    complain({ message: title, detail: operation.summary, actionable });
  }
}
