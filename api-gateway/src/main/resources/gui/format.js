// Times, durations and words for people.
import { html } from './dom.js';

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const DAY = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const NONE = '–';

/** 8 s, 3 min 20 s, 2 h 5 min, 3 d 4 h. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) {
    return NONE;
  }
  if (seconds > 0 && seconds < 0.05) {
    return '< 0.1 s';
  }
  if (seconds < 10) {
    return `${Math.max(0, seconds).toFixed(seconds % 1 ? 1 : 0)} s`;
  }
  const s = Math.round(seconds);
  if (s < 60) {
    return `${s} s`;
  }
  if (s < 3600) {
    return `${Math.floor(s / 60)} min${s % 60 ? ` ${s % 60} s` : ''}`;
  }
  if (s < 86400) {
    return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  }
  return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
}

/** Seconds between two instants; up to now when the second is missing. */
export function secondsBetween(from, to) {
  return from ? (new Date(to ?? Date.now()) - new Date(from)) / 1000 : null;
}

/** A local time of day, or day and time where that is not today; the exact instant is its title. */
export function when(instant) {
  if (!instant) {
    return NONE;
  }
  const date = new Date(instant);
  const today = date.toDateString() === new Date().toDateString();
  const text = today ? CLOCK.format(date) : `${DAY.format(date)}, ${CLOCK.format(date)}`;
  return html`<time datetime=${instant} title=${date.toISOString()}>${text}</time>`;
}

/** Day and time with the time zone, for reports. */
export function exactly(instant) {
  return instant
    ? new Date(instant).toLocaleString(undefined, { dateStyle: 'long', timeStyle: 'long' })
    : NONE;
}

/** How long ago: just now, 5 min ago. */
export function ago(instant) {
  const seconds = secondsBetween(instant);
  if (seconds === null) {
    return NONE;
  }
  return html`<time datetime=${instant} title=${new Date(instant).toLocaleString()}>
    ${seconds < 5 ? 'just now' : `${coarse(seconds)} ago`}
  </time>`;
}

/** A duration in one unit, for ages. */
export function coarse(seconds) {
  if (seconds < 60) {
    return `${Math.round(seconds)} s`;
  }
  if (seconds < 5400) {
    return `${Math.round(seconds / 60)} min`;
  }
  return seconds < 129600 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} d`;
}

/** SOME_STATE as Some state: for what a newer gateway may send. */
export function words(constant) {
  const text = String(constant ?? '').toLowerCase().replaceAll('_', ' ');
  return sentence(text);
}

/** With a capital at its beginning, unless the first word may be the name of a VM or disk: those stay as they are. */
export const sentence = (text) => /^\p{Ll}+(?:[\s,:.]|$)/u.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;

/** 1 VM, 2 VMs. */
export const count = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;
