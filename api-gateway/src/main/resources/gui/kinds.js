// The kinds of operation in words, and which of them concern live data.

const KINDS = {
  TEST_FAILOVER: { title: 'Test failover', verb: 'Start test failover', says: 'Brings a copy up on the test network. The source keeps running.' },
  LIVE_FAILOVER: { title: 'Live failover', verb: 'Start live failover', live: true, says: 'Powers the source off and brings the VM up in its place.' },
  CLEANUP: { title: 'Clean up', verb: 'Clean up', says: 'Ends the test: removes the test VM and brings the disks home.' },
  ROLLBACK: { title: 'Roll back', verb: 'Roll back', live: true, says: 'Takes the failover back and brings the disks home.' },
  RECOVERY: { title: 'Recover', verb: 'Recover', says: 'Brings the VM back to ready from whatever was left half-done.' },
  COMMIT: { title: 'Make final', verb: 'Make final', live: true, says: 'Makes the live failover final. There is no way back after it.' },
};

const ROLES = ['viewer', 'operator', 'admin'];

/** The words for a kind. */
export const kindOf = (kind) => KINDS[kind] ?? { title: kind, verb: kind, says: '' };

/** Whether a role may do what needs at least the other one. */
export const may = (role, needed) => ROLES.indexOf(role) >= ROLES.indexOf(needed ?? 'operator');

/** The address of the page that starts an operation. */
export const startAddress = (contextId, kind) => `#/vms/${encodeURIComponent(contextId)}/start/${kind}`;

/** The address of a VM's page. */
export const vmAddress = (contextId) => `#/vms/${encodeURIComponent(contextId)}`;

/** The address of an operation's page. */
export const operationAddress = (id) => `#/operations/${encodeURIComponent(id)}`;
