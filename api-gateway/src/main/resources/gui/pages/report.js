import { api } from '../api.js';
import { chartView } from '../components/chart.js';
import { checksView } from '../components/outcome.js';
import { fact, failure, heading, list, loading } from '../components/parts.js';
import { operationStatus, stepLook } from '../components/status.js';
import { html, nothing } from '../dom.js';
import { duration, exactly } from '../format.js';
import { taken } from '../graph.js';
import { operationAddress } from '../kinds.js';

/** What an auditor wants on paper: who, when, what was tested, what came out. */
export function reportPage(app, id) {
  let operation = null;
  let problem = null;

  async function load() {
    try {
      operation = await api.operation(id);
      problem = null;
    } catch (failed) {
      problem = failed;
    }
    app.draw();
  }

  const steps = () => html`<table class="rows small report-steps"><caption class="hidden">Steps</caption>
    <thead><tr><th scope="col">Step</th><th scope="col">Result</th><th scope="col" class="number">Took</th><th scope="col" class="number">Expected</th></tr></thead>
    <tbody>${operation.steps.map((step) => html`<tr><th scope="row">${step.title}${step.attempt > 1 ? html` <span class="note">attempt ${step.attempt}</span>` : nothing}</th>
      <td data-label="Result">${stepLook(step.state)[0]}</td><td data-label="Took" class="number">${duration(taken(step))}</td>
      <td data-label="Expected" class="number">${duration(step.expectedSeconds)}</td></tr>`)}</tbody></table>`;

  const body = () => html`<article class="report">
    ${heading(`Report: ${operation.title.toLowerCase()} of ${operation.vm}`, html`<button class="plain no-print" @click=${() => window.print()}>Print</button>`)}
    <dl class="facts report-facts">
      ${fact('Result', operationStatus(operation.state))}
      ${fact('Started by', operation.startedBy ?? 'not recorded')}
      ${fact('Reason', operation.reason ?? 'none given')}
      ${fact('Started', exactly(operation.startedAt))}
      ${fact('Ended', exactly(operation.finishedAt))}
      ${fact('Took', duration(operation.durationSeconds))}
      ${operation.recoverySeconds === null ? nothing : fact('Achieved recovery time', html`<strong>${duration(operation.recoverySeconds)}</strong>`)}
      ${operation.destination ? fact('Brought up as', operation.destination) : nothing}
      ${fact('Operation', html`<code>${operation.id}</code>`)}
    </dl>
    ${operation.result ? html`<section><h2>Outcome</h2><p>${operation.result.summary}</p>
      ${list(operation.result.reasons.map((reason) => `${reason.text} (${reason.code})`))}</section>` : nothing}
    <section><h2>Deviations</h2>${operation.deviations.length ? list(operation.deviations) : html`<p>None: it went as planned.</p>`}</section>
    ${checksView(operation.checks)}
    ${operation.checks.length ? nothing : html`<section><h2>Checks of the running VM</h2><p>None were asked for.</p></section>`}
    <section><h2>Steps</h2>${steps()}</section>
    <section class="report-chart"><h2>Where the time went</h2>${chartView(operation.steps, 'Steps on a common clock')}</section>
  </article>`;

  return {
    title: () => (operation ? `Report: ${operation.title} of ${operation.vm}` : 'Report'),
    place: '#/history',
    start: load,
    reload: load,
    view: () => html`<p class="way-back no-print"><a href=${operationAddress(id)}>The operation</a></p>
      ${operation ? body() : problem ? html`${heading('Report')}${failure(problem, load)}` : html`${heading('Report')}${loading('the operation')}`}`,
  };
}
