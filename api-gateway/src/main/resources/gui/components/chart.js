// Where the time went: a bar per step on a common clock, the critical path marked.
import { html, nothing, place, repeat } from '../dom.js';
import { duration, secondsBetween } from '../format.js';
import { criticalPath, rounds, taken } from '../graph.js';
import { stepLook } from './status.js';

const NICE = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200];
const MOST_TICKS = 6;

function ticks(total) {
  const step = NICE.find((nice) => total / nice <= MOST_TICKS) ?? Math.ceil(total / MOST_TICKS);
  return Array.from({ length: Math.floor(total / step) + 1 }, (_, i) => i * step);
}

const keyOf = (step) => `${step.round}/${step.id}`;
const percent = (part, total) => `${(part / total) * 100}%`;

function bar(step, begin, total, critical) {
  const offset = secondsBetween(begin, step.startedAt);
  const [word, tone] = stepLook(step.state);
  return html`<tr class=${critical ? 'critical' : ''} data-step=${step.id}>
    <th scope="row">${step.title}${critical ? html` <span class="mark">critical path</span>` : nothing}
      ${step.state === 'DONE' ? nothing : html` <span class="mark tone-${tone}">${word}</span>`}</th>
    <td class="track"><span class="bar tone-${tone}" ${place({ left: percent(offset, total), width: percent(taken(step), total) })}></span></td>
    <td class="number">${duration(taken(step))}</td>
    <td class="number expected">${step.expectedSeconds ? duration(step.expectedSeconds) : '–'}</td>
  </tr>`;
}

/** The steps that ran, in the order in which they started; nothing when none did. */
export function chartView(steps, caption) {
  const ran = steps.filter((step) => step.startedAt).sort((a, b) => new Date(a.startedAt) - new Date(b.startedAt));
  if (!ran.length) {
    return nothing;
  }
  const begin = ran[0].startedAt;
  const total = Math.max(0.1, ...ran.map((step) => secondsBetween(begin, step.finishedAt)));
  const critical = new Set(rounds(ran).flatMap((steps) => [...criticalPath(steps)].map((id) => keyOf({ ...steps[0], id }))));
  return html`<div class="chart-frame" role="region" tabindex="0" aria-label=${caption}><table class="chart">
    <caption>${caption}</caption>
    <thead><tr>
      <th scope="col">Step</th>
      <th scope="col" class="axis"><span class="hidden">Time</span>
        ${ticks(total).map((at) => html`<span class="at" ${place({ left: percent(at, total) })}>${duration(at)}</span>`)}</th>
      <th scope="col" class="number">Took</th>
      <th scope="col" class="number expected">Expected</th>
    </tr></thead>
    <tbody>${repeat(ran, keyOf, (step) => bar(step, begin, total, critical.has(keyOf(step))))}</tbody>
  </table></div>`;
}
