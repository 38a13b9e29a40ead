import { z } from 'zod';
import {
  type OwnError,
  type Owned,
  type OwnGroup,
  type OwnInvitation,
  type OwnReport,
  proven,
} from '../undo/owned.ts';
import type { Ask } from './ask.ts';
import { numeric } from './documents.ts';
import { ServerRefused } from './refused.ts';
import { understood } from './reply.ts';
import type { ApiRequest } from './request.ts';
import { hexId, type ProjectName } from './types.ts';

const issues = z.looseObject({ results: z.array(z.looseObject({ error: z.unknown().optional() })) });
const queued = z.looseObject({ id: z.union([numeric, z.string()]) });

/**
 * Changes of what is stored, each of something that was proved to be the run's own. The server takes a missing list of
 * objects for "all of the project".
 */
export function changing(ask: Ask) {
  return {
    /** Deletes test errors of one project with everything that was stored of them, and waits for it (contract §4.4). */
    async deleteErrors(errors: readonly Owned<OwnError>[]): Promise<void> {
      const { universe, project, objects } = ofOneProject(errors);
      await ask.json({
        method: 'POST',
        path: '/api/delete',
        query: { universe },
        json: { universe, project, objects, sync: true },
        token: 'query',
        grounds: errors,
      });
    },
    /** Has a test error processed again; gives the number of the request, which runs in the background. */
    async reprocess(error: Owned<OwnError>): Promise<{ id: number | string }> {
      const request: ApiRequest = {
        method: 'POST',
        path: '/api/control',
        json: { action: 'reload', ...ofOneProject([error]) },
        token: 'body',
        grounds: [error],
      };
      const { id } = understood(queued, await ask.json(request), ask.asked(request));
      return { id };
    },
    /** Links the issue of a test error's group to tickets, in place of those it had (contract §3.9). */
    async linkIssue(group: Owned<OwnGroup>, tickets: readonly object[]): Promise<void> {
      const { universe, name, fingerprint } = proven(group);
      const project: ProjectName = { universe, name };
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
        grounds: [group],
      };
      const { results } = understood(issues, await ask.json(request), ask.asked(request));
      const refused = results.find(({ error }) => error);
      if (refused) {
        const said = typeof refused.error === 'string' ? refused.error : JSON.stringify(refused.error);
        throw new ServerRefused({ ...ask.asked(request), said, status: 200 });
      }
    },
    /** Has a report of the run mailed now, to its only recipient (contract §5.6). */
    async sendReport(report: Owned<OwnReport>): Promise<void> {
      const { universe, name, id, recipient } = proven(report);
      const project: ProjectName = { universe, name };
      if (recipient === '')
        throw new RangeError('sendReport needs a recipient: without one the real list might be mailed');
      await ask.json({
        method: 'POST',
        path: '/api/report',
        project,
        json: { action: 'send', form: { id: String(id), rcpt: recipient } },
        token: 'query',
        grounds: [report],
      });
    },
    /** Has an invitation of the run mailed (contract §2.7); gives the server's reply. */
    async sendInvitation(invitation: Owned<OwnInvitation>): Promise<unknown> {
      const { universe, username } = proven(invitation);
      return ask.json({
        method: 'POST',
        path: '/api/signup',
        query: { universe },
        json: { action: 'resend', form: { username } },
        token: 'query',
        grounds: [invitation],
      });
    },
  };
}

/** Where test errors are, and their ids in hex. Throws `RangeError` for none, and for those of several projects. */
function ofOneProject(errors: readonly Owned<OwnError>[]): {
  universe: string;
  project: string;
  objects: string[];
} {
  const all = errors.map(proven);
  const [first] = all;
  if (!first)
    throw new RangeError('a change needs at least one object: without any it means the whole project');
  const { universe, name: project } = first;
  if (all.some((each) => each.universe !== universe || each.name !== project))
    throw new RangeError('the errors of one change are of one project');
  return { universe, project, objects: all.map(({ id }) => hexId(id)) };
}
