import { z } from 'zod';
import type { Ask } from './ask.ts';
import { numeric } from './documents.ts';
import { understood } from './reply.ts';
import type { ApiRequest } from './request.ts';
import { hexId, type ObjectId, type ProjectName } from './types.ts';

const attachment = z.looseObject({
  id: z.union([z.string(), z.number().transform(String)]),
  name: z.string(),
  size: numeric.optional(),
  content_type: z.string().nullish(),
  inline: z.boolean().optional(),
});
/** One attachment as it is listed (contract §4.2). */
export type ListedAttachment = z.output<typeof attachment>;
const attachments = z.looseObject({ attachments: z.array(attachment) });

export function readingObjects(ask: Ask) {
  return {
    /**
     * A stored object: as it was submitted, or one of its resources (`raw`, `json.gz`, `txt.gz`; contract §4.3).
     * What the server sends compressed comes unpacked.
     */
    async object(project: ProjectName, id: ObjectId, resource?: string): Promise<Uint8Array> {
      const reply = await ask.file(get(project, id, { resource }));
      return reply.body;
    },
    /** The processed report of a stored object as parsed JSON (`json.gz`). */
    async report(project: ProjectName, id: ObjectId): Promise<unknown> {
      return ask.json(get(project, id, { resource: 'json.gz' }));
    },
    async attachments(project: ProjectName, id: ObjectId): Promise<ListedAttachment[]> {
      const request: ApiRequest = {
        method: 'GET',
        path: '/api/list',
        project,
        // Without `view` some clients get the attachments, but nothing promises it (contract §0.3).
        query: { object: hexId(id), view: 'attachments' },
        token: 'query',
      };
      return understood(attachments, await ask.json(request), ask.asked(request)).attachments;
    },
    /** The bytes of one attachment. */
    async attachment(
      project: ProjectName,
      id: ObjectId,
      which: { id: string } | { name: string },
    ): Promise<Uint8Array> {
      const query = 'id' in which ? { attachment_id: which.id } : { attachment_name: which.name };
      const reply = await ask.file(get(project, id, query));
      return reply.body;
    },
  };
}

function get(project: ProjectName, id: ObjectId, query: Record<string, string | undefined>): ApiRequest {
  return { method: 'GET', path: '/api/get', project, query: { object: hexId(id), ...query }, token: 'query' };
}
