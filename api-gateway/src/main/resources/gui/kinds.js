// The kinds of operation in words, and what is likely wanted.

const KINDS = {
  TEST_FAILOVER: { title: 'Test failover', before: 'Test failover of', verb: 'Start test failover', says: 'Brings a copy up on the test network. The source keeps running.' },
  LIVE_FAILOVER: { title: 'Live failover', before: 'Live failover of', verb: 'Start live failover', says: 'Powers the source off and brings the VM up in its place.' },
  CLEANUP: { title: 'Clean up', before: 'Clean up', verb: 'Clean up', says: 'Ends the test: removes the test VM and brings the disks home.' },
  ROLLBACK: { title: 'Roll back', before: 'Roll back', verb: 'Roll back', says: 'Takes the failover back and brings the disks home.' },
  RECOVERY: { title: 'Recover', before: 'Recover', verb: 'Recover', says: 'Brings the VM back to ready from whatever was left half-done.' },
  COMMIT: { title: 'Make final', before: 'Make final:', verb: 'Make final', says: 'Makes the live failover final. There is no way back after it.' },
};

/** What a VM in a state is most likely wanted for, the likeliest first. */
const LIKELY = {
  READY: ['TEST_FAILOVER', 'LIVE_FAILOVER'],
  TEST_RUNNING: ['CLEANUP'],
  LIVE: ['ROLLBACK', 'COMMIT'],
  CLEANUP_REQUIRED: ['RECOVERY', 'ROLLBACK'],
};

const ROLES = ['viewer', 'operator', 'admin'];

/** The words for a kind. */
export const kindOf = (kind) => KINDS[kind] ?? { title: kind, before: kind, verb: kind, says: '' };

/** Whether a role may do what needs at least the other one. */
export const may = (role, needed) => ROLES.indexOf(role) >= ROLES.indexOf(needed ?? 'operator');

/** What can be done with a VM now by this role. */
export const possible = (vm, role) => vm.actions.filter((action) => action.allowed && may(role, action.role));

/** The part of it that the VM is most likely wanted for. */
export function likely(vm, role) {
  const kinds = LIKELY[vm.state] ?? [];
  return kinds.map((kind) => possible(vm, role).find((action) => action.kind === kind)).filter(Boolean);
}

/** Whether an action on this VM concerns live data or cannot be undone. */
export const isGrave = (vm, kind) => vm.actions.some((action) => action.kind === kind && action.needsTypedName);

/** The address of the page that starts an operation. */
export const startAddress = (contextId, kind) => `#/vms/${encodeURIComponent(contextId)}/start/${kind}`;

/** The address of a VM's page. */
export const vmAddress = (contextId) => `#/vms/${encodeURIComponent(contextId)}`;

/** The address of an operation's page. */
export const operationAddress = (id) => `#/operations/${encodeURIComponent(id)}`;

/** The address of a batch's page. */
export const batchAddress = (id) => `#/batches/${encodeURIComponent(id)}`;
