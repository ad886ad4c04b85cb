// The options of each kind of operation, with defaults; what is at its default is not sent.
import { html, nothing } from '../dom.js';
import { isGrave, may } from '../kinds.js';

const ON_FAILURE = {
  name: 'onFailure',
  label: 'When a step fails',
  values: [['', 'As usual for this kind'], ['ROLL_BACK', 'Take everything back'], ['HOLD', 'Hold and ask me']],
};
const SKIP_DRIVERS = { name: 'skipVirtio', label: 'Boot without preparing drivers', says: 'For guests that bring their own.' };

const OPTIONS = {
  TEST_FAILOVER: [
    { name: 'testDuration', label: 'End the test by itself', values: [['', 'No, I clean up'], ['30m', 'After 30 minutes'], ['2h', 'After 2 hours'], ['8h', 'After 8 hours'], ['24h', 'After 24 hours']] },
    { ...ON_FAILURE, values: [['', 'Take everything back'], ['HOLD', 'Hold and ask me']] },
    SKIP_DRIVERS,
    { name: 'skipValidation', label: 'Accept a replica that was not verified' },
  ],
  LIVE_FAILOVER: [
    { name: 'unplanned', label: 'The source site is lost', says: 'It is neither shut down nor synchronised. Refused while it is seen running.', role: 'admin' },
    { name: 'skipFinalSync', label: 'Give up the last changes', says: 'What the source wrote since the last replication is lost.', role: 'admin' },
    { name: 'whenInjectionFails', label: 'When drivers cannot be prepared', values: [['', 'Boot without them'], ['FAIL', 'Stop']] },
    { ...ON_FAILURE, values: [['', 'Hold and ask me'], ['ROLL_BACK', 'Take everything back']] },
    SKIP_DRIVERS,
  ],
  ROLLBACK: [{ name: 'powerOnSource', label: 'Power the source VM on again', says: 'Once the destination is seen stopped.', role: 'admin', when: (vm) => isGrave(vm, 'ROLLBACK') }],
};

/** What a start begins with. Taking a live failover back says so here and asks for the VM's name. */
export function optionsOf(kind, vm) {
  return kind === 'ROLLBACK' && isGrave(vm, kind) ? { confirmDiscard: true, powerOnSource: true } : {};
}

function field(option, options, choose) {
  const set = (value) => choose({ [option.name]: value === '' || value === false ? undefined : value });
  if (option.values) {
    return html`<label class="field">${option.label}
      <select name=${option.name} @change=${(e) => set(e.target.value)}>
        ${option.values.map(([value, text]) => html`<option value=${value} ?selected=${(options[option.name] ?? '') === value}>${text}</option>`)}
      </select></label>`;
  }
  return html`<label class="tick"><input type="checkbox" name=${option.name} .checked=${options[option.name] ?? false} @change=${(e) => set(e.target.checked)}>
    <span>${option.label}${option.says ? html`<span class="note block">${option.says}</span>` : nothing}</span></label>`;
}

/** The options that this role has; nothing when there are none. */
export function optionsView(kind, vm, options, choose, role) {
  const mine = (OPTIONS[kind] ?? []).filter((option) => may(role, option.role) && (option.when?.(vm) ?? true));
  return mine.length ? html`<section class="card options" aria-labelledby="options"><h2 id="options">Options</h2>
    <div class="stack">${mine.map((option) => field(option, options, choose))}</div></section>` : nothing;
}
