import type { Ask } from '../ask.ts';
import type { ApiRequest } from '../request.ts';
import type { ProjectName } from '../types.ts';

/** A symbol that an error lacks. */
export interface LackedSymbol {
  debugFile: string;
  debugId: string;
}

/** What makes symbold do something (contract §7). Replies are not known: any that is no error is taken. */
export function writingSymbold(ask: Ask) {
  return {
    /** Has symbold look for symbols that a stored error lacks; `objectId` is the number. Superusers only. */
    async queueSymbols(
      project: ProjectName,
      objectId: number,
      missing: readonly LackedSymbol[],
    ): Promise<void> {
      await ask.file(
        request('POST', '/queue/add', {
          objectId,
          missingSymbols: missing.map(({ debugFile, debugId }) => `${debugFile},${debugId}`),
          universeName: project.universe,
          projectName: project.name,
        }),
      );
    },
    /** Takes one item off a skiplist, so that its symbol is looked for again. */
    async removeSkipItem(itemId: string): Promise<void> {
      await ask.file(request('DELETE', `/skiplist/${encodeURIComponent(itemId)}`));
    },
  };
}

function request(method: ApiRequest['method'], path: string, json?: unknown): ApiRequest {
  return { method, path: `/api/symbold${path}`, json, token: 'headers' };
}
