import type { ProjectRef, ReadableServer } from '../coronerd/server.ts';
import { registerSecret } from '../redact.ts';

/**
 * A token that may submit errors to a project: an API token with `error:post`, else a legacy submission token
 * (contract §6.4). Undefined where the server lists none; then the session itself has to do.
 */
export async function submissionToken(
  server: ReadableServer,
  { pid }: ProjectRef,
): Promise<string | undefined> {
  const { api_token: apiTokens = [], token: legacy = [] } = await server.rows(['api_token', 'token']);
  const ofProject = (row: Record<string, unknown>) => pid !== null && Number(row.project) === pid;
  const able = apiTokens.filter((row) => /(^|\s)error:post(\s|$)/.test(String(row.capabilities)));
  const found = [...able, ...legacy].find(ofProject)?.id;
  if (typeof found !== 'string') return undefined;
  registerSecret(found);
  return found;
}
