import { z } from 'zod';
import type { Ask } from './ask.ts';
import { numeric } from './documents.ts';
import { ServerRefused } from './refused.ts';
import { understood } from './reply.ts';
import type { ApiRequest } from './request.ts';
import { type AttributeValue, hexId, type ObjectId, type ProjectName } from './types.ts';

const issues = z.looseObject({ results: z.array(z.looseObject({ error: z.unknown().optional() })) });
const queued = z.looseObject({ id: z.union([numeric, z.string()]) });

/** Changes of what is stored. The server takes a missing list of objects for "all of the project". */
export function changing(ask: Ask) {
  return {
    /** Deletes these objects with everything that was stored of them; `sync` waits for it (contract §4.4). */
    async deleteObjects(
      { universe, name: project }: ProjectName,
      ids: readonly ObjectId[],
      options: { sync: boolean } = { sync: true },
    ): Promise<void> {
      failIfEmpty(ids, 'deleteObjects');
      await ask.json({
        method: 'POST',
        path: '/api/delete',
        query: { universe },
        json: { universe, project, objects: ids.map(hexId), ...(options.sync && { sync: true }) },
        token: 'query',
      });
    },
    /** Has these objects processed again; gives the number of the request, which runs in the background. */
    async reprocess(
      { universe, name: project }: ProjectName,
      ids: readonly ObjectId[],
    ): Promise<{ id: number | string }> {
      failIfEmpty(ids, 'reprocess');
      const request: ApiRequest = {
        method: 'POST',
        path: '/api/control',
        json: { action: 'reload', universe, project, objects: ids.map(hexId) },
        token: 'body',
      };
      const { id } = understood(queued, await ask.json(request), ask.asked(request));
      return { id };
    },
    /** Sets attributes of one stored object, null clears (contract §4.5). */
    async setAttributes(
      project: ProjectName,
      id: number,
      values: Record<string, Exclude<AttributeValue, boolean>>,
    ): Promise<void> {
      await ask.json({
        method: 'POST',
        path: '/api/query',
        project,
        json: { filter: [{ _tx: [['equal', String(id)]] }], set: values, table: 'objects' },
        token: 'query',
      });
    },
    /** Links the issue of a group of errors to tickets, in place of those it had (contract §3.9). */
    async linkIssue(project: ProjectName, fingerprint: string, tickets: readonly object[]): Promise<void> {
      const request: ApiRequest = {
        method: 'POST',
        path: '/api/issue',
        project,
        json: {
          fingerprint: [fingerprint],
          project: project.name,
          ticket: { action: 'set', value: tickets },
        },
        token: 'headers',
      };
      const { results } = understood(issues, await ask.json(request), ask.asked(request));
      const refused = results.find(({ error }) => error);
      if (refused) {
        const said = typeof refused.error === 'string' ? refused.error : JSON.stringify(refused.error);
        throw new ServerRefused({ ...ask.asked(request), said, status: 200 });
      }
    },
    /** Has a scheduled report mailed now, to this recipient only (contract §5.6). */
    async sendReport(project: ProjectName, id: number | string, recipient: string): Promise<void> {
      if (recipient === '')
        throw new RangeError('sendReport needs a recipient: without one the real list might be mailed');
      await ask.json({
        method: 'POST',
        path: '/api/report',
        project,
        json: { action: 'send', form: { id: String(id), rcpt: recipient } },
        token: 'query',
      });
    },
    /** Has the invitation of a pending user mailed (contract §2.7); gives the server's reply. */
    sendInvitation: (universe: string, username: string): Promise<unknown> =>
      ask.json({
        method: 'POST',
        path: '/api/signup',
        query: { universe },
        json: { action: 'resend', form: { username } },
        token: 'query',
      }),
  };
}

function failIfEmpty(ids: readonly ObjectId[], call: string): void {
  if (ids.length === 0)
    throw new RangeError(`${call} needs at least one object id: without any it means the whole project`);
}
