import { z } from 'zod';
import { Unanswered } from '../unanswered.ts';
import { understood } from './reply.ts';
import type { ReadableServer } from './server.ts';
import type { ProjectName } from './types.ts';
import { type AlertTarget, type ThresholdAlert, target, thresholdAlert } from './workflows-documents.ts';

/** More pages than this are taken for a list that never ends. */
const mostPages = 1_000;
/** All pages of a list together, in characters of JSON; a list that is larger is no list of alerts. */
const mostHeld = 64 * 1024 * 1024;

/**
 * The alerts service at the endpoint that `services()` names (contract §10): lists are read to their end, by
 * `next_page_token`. Calls throw `ServerRefused` where it answers with an error, else `Unanswered`.
 */
export function readingAlerts(server: Pick<ReadableServer, 'fromService' | 'url'>, endpoint: string) {
  const list = async <S extends z.ZodType>(
    path: string,
    of: ProjectName,
    schema: S,
  ): Promise<z.output<S>[]> => {
    const page = z.looseObject({ values: z.array(schema).nullish(), next_page_token: z.string().nullish() });
    const asked = { asked: `GET ${path}`, where: server.url.origin };
    const seen = new Set<string>();
    const all: z.output<S>[] = [];
    let held = 0;
    for (let token: string | undefined; seen.size < mostPages; ) {
      const query = { universe: of.universe, project: of.name, page_token: token };
      const reply = await server.fromService(endpoint, path, query, hidden);
      const { values, next_page_token: next } = understood(page, reply, asked);
      all.push(...(values ?? []));
      if (!values?.length || !next) return all;
      held += JSON.stringify(reply).length;
      if (seen.has(next) || held > mostHeld) break;
      seen.add(next);
      token = next;
    }
    throw new Unanswered(`${asked.asked} at ${asked.where}: the pages of the list do not come to an end`, {
      ...asked,
      next: 'Look at the alerts service.',
    });
  };
  return {
    targets: (of: ProjectName): Promise<AlertTarget[]> => list('/targets', of, target),
    alerts: (of: ProjectName): Promise<ThresholdAlert[]> => list('/alerts', of, thresholdAlert),
  };
}

/** `page_token` is no secret, but has the shape of one; nothing of the content is needed as evidence. */
const hidden = {
  confidential: true,
  received: (reply: string) => {
    const { values } = z.looseObject({ values: z.array(z.unknown()) }).parse(JSON.parse(reply));
    return `${values.length} listed`;
  },
};
