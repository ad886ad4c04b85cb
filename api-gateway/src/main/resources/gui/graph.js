// What the order of steps says: where each stands in the lanes, and which ones took the time.
import { secondsBetween } from './format.js';

const keyed = (steps) => new Map(steps.map((step) => [step.id, step]));

/** The steps so that each comes after what it needs; otherwise as they came. */
export function inOrder(steps) {
  const all = keyed(steps);
  const done = new Set();
  const ordered = [];
  const visit = (step) => {
    if (done.has(step.id)) {
      return;
    }
    done.add(step.id);
    step.needs.forEach((need) => all.has(need) && visit(all.get(need)));
    ordered.push(step);
  };
  steps.forEach(visit);
  return ordered;
}

/** The row of each step by id, from 1: below what it needs, and no two in one cell. */
export function rows(steps) {
  const row = new Map();
  const next = new Map();
  for (const step of inOrder(steps)) {
    const after = Math.max(0, ...step.needs.map((need) => row.get(need) ?? 0));
    const place = Math.max(after + 1, next.get(step.lane) ?? 1);
    row.set(step.id, place);
    next.set(step.lane, place + 1);
  }
  return row;
}

/** How long the steps take together, side by side where they may; null when a figure is missing. */
export function expectedTotal(steps) {
  const end = new Map();
  for (const step of inOrder(steps)) {
    const start = Math.max(0, ...step.needs.map((need) => end.get(need) ?? 0));
    end.set(step.id, start + (step.expectedSeconds ?? 0));
  }
  const total = Math.max(0, ...end.values());
  return total || null;
}

/** The ids of the finished steps that each waited for the one before: the chain that took the time. */
export function criticalPath(steps) {
  const finished = steps.filter((step) => step.finishedAt && step.startedAt);
  const all = keyed(finished);
  const later = (a, b) => (!a || new Date(b.finishedAt) > new Date(a.finishedAt) ? b : a);
  const path = new Set();
  let step = finished.reduce(later, null);
  while (step && !path.has(step.id)) {
    path.add(step.id);
    step = step.needs.map((need) => all.get(need)).filter(Boolean).reduce(later, null);
  }
  return path;
}

/** Rounds of an operation in order: after a setback it observes and plans again. */
export function rounds(steps) {
  const byRound = new Map();
  steps.forEach((step) => {
    const round = step.round ?? 1;
    byRound.set(round, [...(byRound.get(round) ?? []), step]);
  });
  return [...byRound.entries()].sort(([a], [b]) => a - b).map(([, inRound]) => inRound);
}

/** How long a step took or has been running; null before it started. */
export const taken = (step) => secondsBetween(step.startedAt, step.finishedAt);
