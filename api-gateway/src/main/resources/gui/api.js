// Calls of the gateway's /api/v2.

const BASE = '/api/v2';

/** Why a call did not do what it should, in words for an operator, with what they can do. */
export class Problem extends Error {
  constructor({ status = 0, title, detail = '', actionable = [] }) {
    super(title);
    this.status = status;
    this.detail = detail;
    this.actionable = actionable;
  }

  static async of(answer) {
    const body = await answer.json().catch(() => ({}));
    return new Problem({
      status: answer.status,
      title: body.title || `The gateway answered ${answer.status}`,
      detail: body.detail,
      actionable: body.actionable,
    });
  }
}

const unreachable = () =>
  new Problem({
    title: 'The gateway does not answer',
    detail: 'Whatever runs goes on without it.',
    actionable: ['Check that the gateway runs and that this computer reaches it, then try again.'],
  });

/** A path with a query; what is empty is left out. */
export function address(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '' && value !== null);
  const search = new URLSearchParams(given).toString();
  return BASE + path + (search ? `?${search}` : '');
}

async function call(method, url, body, headers = {}) {
  const request = { method, headers: { Accept: 'application/json', 'X-Breakwater-Gui': '1', ...headers } };
  if (body !== undefined) {
    request.body = JSON.stringify(body);
    request.headers['Content-Type'] = 'application/json';
  }
  const answer = await fetch(url, request).catch(() => {
    throw unreachable();
  });
  if (!answer.ok) {
    throw await Problem.of(answer);
  }
  return answer;
}

async function read(path, query) {
  return (await call('GET', address(path, query))).json();
}

async function send(path, body, headers) {
  const answer = await call('POST', address(path), body, headers);
  return answer.status === 204 ? null : answer.json();
}

const id = encodeURIComponent;

/** A key for one intention: sent twice, it starts once. */
export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');

export const api = {
  me: () => read('/me'),
  signIn: (token) => send('/session', { token }),
  signOut: () => call('DELETE', address('/session')),
  vms: () => read('/vms'),
  vm: (contextId) => read(`/vms/${id(contextId)}`),
  readiness: (contextId, query) => read(`/vms/${id(contextId)}/readiness`, query),
  plan: (request) => send('/plans', request),
  start: (request, key) => send('/operations', request, { 'Idempotency-Key': key }),
  operations: (filter) => read('/operations', filter),
  operation: (operationId) => read(`/operations/${id(operationId)}`),
  history: (operationId) => read(`/operations/${id(operationId)}/history`),
  decide: (operationId, decision) => send(`/operations/${id(operationId)}/decisions`, decision),
  cancel: (operationId, reason) => send(`/operations/${id(operationId)}/cancel`, { reason }),
  startBatch: (request, key) => send('/batches', request, { 'Idempotency-Key': key }),
  batches: () => read('/batches'),
  batch: (batchId) => read(`/batches/${id(batchId)}`),
};
