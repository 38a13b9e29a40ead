import { type OwnError, type Owned, type OwnSkipItem, proven } from '../../undo/owned.ts';
import type { Ask } from '../ask.ts';
import type { ApiRequest } from '../request.ts';

/** A symbol that an error lacks. */
export interface LackedSymbol {
  debugFile: string;
  debugId: string;
}

/** What makes symbold do something (contract §7). Replies are not known: any that is no error is taken. */
export function writingSymbold(ask: Ask) {
  return {
    /** Has symbold look for symbols that a test error lacks. Superusers only. */
    async queueSymbols(error: Owned<OwnError>, missing: readonly LackedSymbol[]): Promise<void> {
      const { id: objectId, universe: universeName, name: projectName } = proven(error);
      const missingSymbols = missing.map(({ debugFile, debugId }) => `${debugFile},${debugId}`);
      await ask.file(
        request('POST', '/queue/add', [error], { objectId, missingSymbols, universeName, projectName }),
      );
    },
    /** Takes an item of the known good symbol off a skiplist, so that it is looked for again. */
    async removeSkipItem(item: Owned<OwnSkipItem>): Promise<void> {
      await ask.file(request('DELETE', `/skiplist/${encodeURIComponent(proven(item).id)}`, [item]));
    },
  };
}

function request(
  method: ApiRequest['method'],
  path: string,
  grounds: ApiRequest['grounds'],
  json?: unknown,
): ApiRequest {
  return { method, path: `/api/symbold${path}`, json, token: 'headers', grounds };
}
