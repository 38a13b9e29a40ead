/** JSON of a reply of the server's API; throws an `Error` with its message where it refuses. */
export async function ask(path, { method = 'GET', body } = {}) {
  const json =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(path, { method, ...json });
  const text = await response.text();
  const reply = parsed(text);
  const reason = refusal(reply) ?? (response.ok ? undefined : text.slice(0, 200));
  if (reason !== undefined) throw new Error(reason || `HTTP ${response.status}`);
  return reply;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusal(reply) {
  if (reply === undefined) return undefined;
  const failed = reply.results?.find?.(({ text }) => text !== undefined && text !== 'success');
  if (failed) return failed.text;
  if (reply.status === 'error') return reply.message;
  return reply.error?.message ?? (typeof reply.error === 'string' ? reply.error : undefined);
}
