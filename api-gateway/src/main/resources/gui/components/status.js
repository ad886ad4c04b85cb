// What a state is called and looks like: always an icon and a word, colour only in addition.
import { html, svg } from '../dom.js';
import { words } from '../format.js';

const SHAPES = {
  ok: svg`<circle cx="8" cy="8" r="6.25"/><path d="m5.2 8.3 2 2 3.6-4.2"/>`,
  warning: svg`<path d="M8 2.2 14.4 13.4H1.6z"/><path d="M8 6.6v3M8 11.4v.2"/>`,
  bad: svg`<circle cx="8" cy="8" r="6.25"/><path d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4"/>`,
  running: svg`<path d="M8 1.75A6.25 6.25 0 1 1 1.75 8" class="turning"/>`,
  waiting: svg`<circle cx="8" cy="8" r="6.25" stroke-dasharray="2.2 2.4"/>`,
  hand: svg`<circle cx="8" cy="8" r="6.25"/><path d="M6.4 5.6v4.8m3.2-4.8v4.8"/>`,
  back: svg`<path d="M6 3 2.6 6.2 6 9.4"/><path d="M2.8 6.2h6.7a3.6 3.6 0 0 1 0 7.2H6"/>`,
  none: svg`<circle cx="8" cy="8" r="6.25"/><path d="M5.2 8h5.6"/>`,
  play: svg`<circle cx="8" cy="8" r="6.25"/><path d="M6.6 5.4v5.2L10.8 8z"/>`,
  seal: svg`<path d="M8 1.8 13.4 4v4c0 3.2-2.2 5.2-5.4 6.2C4.8 13.2 2.6 11.2 2.6 8V4z"/><path d="m5.6 8 1.8 1.8 3-3.4"/>`,
  link: svg`<path d="M6.5 3H3v10h10V9.5M9.5 3H13v3.5M13 3 7.5 8.5"/>`,
  clock: svg`<circle cx="8" cy="8" r="6.25"/><path d="M8 4.5V8l2.4 1.6"/>`,
  theme: svg`<circle cx="8" cy="8" r="6.25"/><path d="M8 1.75a6.25 6.25 0 0 1 0 12.5z" fill="currentColor"/>`,
};

/** An icon; says nothing to a screen reader, so a word goes with it. */
export const icon = (name) =>
  html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${SHAPES[name]}</svg>`;

const tag = ([word, tone, shape]) => html`<span class="status tone-${tone}">${icon(shape)}<span>${word}</span></span>`;

const OPERATION = {
  RUNNING: ['Running', 'run', 'running'],
  AWAITING_OPERATOR: ['Waits for a decision', 'warn', 'hand'],
  ROLLING_BACK: ['Rolling back', 'warn', 'back'],
  SUCCEEDED: ['Succeeded', 'ok', 'ok'],
  ROLLED_BACK: ['Rolled back', 'warn', 'back'],
  REFUSED: ['Refused', 'quiet', 'none'],
  CLEANUP_REQUIRED: ['Cleanup required', 'bad', 'warning'],
  CANCELLED: ['Cancelled', 'quiet', 'none'],
  FAILED: ['Failed', 'bad', 'bad'],
  WAITING: ['Waiting', 'quiet', 'waiting'],
  NOT_STARTED: ['Not started', 'quiet', 'none'],
};

const VM = {
  READY: ['Ready', 'ok', 'ok'],
  TEST_RUNNING: ['Test running', 'run', 'play'],
  LIVE: ['Live', 'warn', 'play'],
  COMMITTED: ['Committed', 'ok', 'seal'],
  CLEANUP_REQUIRED: ['Cleanup required', 'bad', 'warning'],
  REPLICATING: ['Replicating', 'quiet', 'clock'],
  UNDER_WAY: ['Operation under way', 'run', 'running'],
  NOT_READY: ['Not ready', 'quiet', 'none'],
};

const STEP = {
  PENDING: ['waiting', 'quiet', 'waiting'],
  RUNNING: ['running', 'run', 'running'],
  DONE: ['done', 'ok', 'ok'],
  FAILED: ['failed', 'bad', 'bad'],
  SKIPPED: ['not started', 'quiet', 'none'],
};

const CHECK = {
  PASS: ['Passed', 'ok', 'ok'],
  WARN: ['Warning', 'warn', 'warning'],
  FAIL: ['Failed', 'bad', 'bad'],
};

const other = (state) => [words(state), 'quiet', 'none'];

export const operationStatus = (state) => tag(OPERATION[state] ?? other(state));
export const vmStatus = (state) => tag(VM[state] ?? other(state));
export const checkStatus = (result) => tag(CHECK[result] ?? other(result));

/** [word, tone, icon] of a step's state. */
export const stepLook = (state) => STEP[state] ?? other(state);

/** The word for an operation's state. */
export const operationWord = (state) => (OPERATION[state] ?? other(state))[0];

/** The word for a VM's state. */
export const vmWord = (state) => (VM[state] ?? other(state))[0];

/** Whether an operation in this state still goes on. */
export const isUnderWay = (state) => ['RUNNING', 'AWAITING_OPERATOR', 'ROLLING_BACK'].includes(state);
