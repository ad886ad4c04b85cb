// A plan as lanes: one for the VM, one per disk; what stands side by side happens at the same time.
import { html, nothing, place, repeat } from '../dom.js';
import { duration } from '../format.js';
import { inOrder, rows, taken } from '../graph.js';
import { icon, stepLook } from './status.js';

const ALMOST = 96;

/** The lanes that the steps use, in the order given; lanes that nobody described come last. */
function used(lanes, steps) {
  const ids = [...new Set(steps.map((step) => step.lane))];
  const known = (lanes ?? []).filter((lane) => ids.includes(lane.id));
  const strangers = ids.filter((id) => !known.some((lane) => lane.id === id));
  return [...known, ...strangers.map((id) => ({ id, title: id || 'VM' }))];
}

function timing(step) {
  const expected = step.expectedSeconds ? `about ${duration(step.expectedSeconds)}` : '';
  switch (step.state) {
    case undefined:
    case 'PENDING':
      return expected;
    case 'RUNNING':
      return `${duration(Math.floor(taken(step) ?? 0))}${expected && ` of ${expected}`}`;
    case 'SKIPPED':
      return '';
    default:
      return duration(taken(step));
  }
}

function gauge(step) {
  if (step.state !== 'RUNNING' || !step.expectedSeconds) {
    return nothing;
  }
  const share = Math.min(ALMOST, (taken(step) / step.expectedSeconds) * 100);
  return html`<span class="gauge" aria-hidden="true"><span ${place({ width: `${share}%` })}></span></span>`;
}

function card(step, row, column, lane) {
  const [word, tone, shape] = stepLook(step.state ?? 'PENDING');
  const attempt = step.attempt > 1 ? html`<span class="attempt">attempt ${step.attempt}</span>` : nothing;
  const detail = step.state === 'FAILED' && step.detail ? html`<span class="step-detail">${step.detail}</span>` : nothing;
  return html`<li class="step tone-${tone} step-${word.replaceAll(' ', '-')}" data-step=${step.id} data-state=${step.state ?? 'PLANNED'}
      ${place({ 'grid-row': String(row), 'grid-column': String(column) })}>
    ${icon(shape)}
    <span class="step-text">
      <span class="step-title">${step.title}</span>
      <span class="step-facts"><span class="lane-tag">${lane}</span>
        ${step.state ? html`<span class="word">${word}</span>` : nothing}
        <span class="time">${timing(step)}</span> ${attempt}</span>
      ${detail}
    </span>
    ${gauge(step)}
  </li>`;
}

/** One round of steps, planned or under way. */
export function lanesView(lanes, steps, label) {
  const columns = used(lanes, steps);
  const row = rows(steps);
  const columnOf = (step) => columns.findIndex((lane) => lane.id === step.lane);
  const ordered = inOrder(steps).sort((a, b) => row.get(a.id) - row.get(b.id) || columnOf(a) - columnOf(b));
  return html`<div class="lanes" role="region" aria-label=${label} tabindex="0" ${place({ '--lanes': String(columns.length) })}>
    <div class="lane-heads" aria-hidden="true">${columns.map((lane) => html`<div>${lane.title}</div>`)}</div>
    <ol class="lane-steps">
      ${repeat(ordered, (step) => step.id, (step) => {
        const column = columnOf(step);
        return card(step, row.get(step.id), column + 1, columns[column].title);
      })}
    </ol>
  </div>`;
}
