import { z } from 'zod';
import type { Ask } from './ask.ts';
import { numeric } from './documents.ts';
import { understood } from './reply.ts';
import type { ApiRequest } from './request.ts';

const rule = z.looseObject({
  criteria: z.array(z.looseObject({ type: z.string() })).default([]),
  actions: z.array(z.looseObject({ type: z.string() })).default([]),
});
export interface RetentionNode {
  /** `not installed`, or that it is. */
  state: string;
  rules: z.output<typeof rule>[];
  /** Universes below the instance, projects below a universe. */
  children: Record<string, RetentionNode>;
}
const retentionNode: z.ZodType<RetentionNode> = z.looseObject({
  state: z.string(),
  rules: z.array(rule).default([]),
  get children() {
    return z.record(z.string(), retentionNode).default({});
  },
});

const sampled = z.looseObject({
  name: z.string(),
  error: z.unknown().optional(),
  backoffs: z
    .looseObject({
      reset_interval: numeric.optional(),
      backoffs: z.array(z.looseObject({ count: numeric, interval: numeric })).default([]),
    })
    .nullish(),
});
const samplingDocument = z.looseObject({
  /** Absent where sampling is off. */
  universes: z.array(z.looseObject({ name: z.string(), projects: z.array(sampled).default([]) })).optional(),
});
export type SamplingStatus = z.output<typeof samplingDocument>;

const auditEntry = z.looseObject({
  timestamp: numeric,
  universe: z.string().nullish(),
  username: z.string().nullish(),
  subsystem: z.string().nullish(),
  result: z.union([numeric, z.string()]).optional(),
  message: z.string().nullish(),
});
export type AuditEntry = z.output<typeof auditEntry>;
const auditReply = z.looseObject({ response: z.looseObject({ log: z.array(auditEntry) }) });

const limit = z.looseObject({
  id: numeric.optional(),
  submissions: z.looseObject({ limit: numeric, counter: numeric, rejected: numeric }).partial().optional(),
});
const limitsReply = z.record(z.string(), limit);
export type SubmissionLimits = z.output<typeof limitsReply>;

/** What the server tells of itself: control plane, sampling, limits, audit log (contract §2.8, §5). */
export function readingStatus(ask: Ask) {
  const read = async <S extends z.ZodType>(schema: S, request: ApiRequest): Promise<z.output<S>> =>
    understood(schema, await ask.json(request), ask.asked(request));

  return {
    /** Retention policies that are installed: instance, universes, projects (contract §5.2). One request. */
    retentionStatus: (): Promise<RetentionNode> =>
      read(retentionNode, {
        method: 'POST',
        path: '/api/control',
        json: { action: 'rpstatus', recursive: true },
        token: 'body',
      }),
    /** Progress of reprocessing; shape unknown (contract §5.1). */
    reloadStatus: (): Promise<unknown> =>
      ask.json({ method: 'POST', path: '/api/control', json: { action: 'status' }, token: 'body' }),
    /** Sampling in force (contract §5.5). One request for all projects that the login may see. */
    samplingStatus: (scope: { universe?: string; project?: string } = {}): Promise<SamplingStatus> =>
      read(samplingDocument, {
        method: 'POST',
        path: '/api/sampling',
        json: { action: 'status', ...scope },
        token: 'body',
      }),
    /** Submission limits by universe. */
    limits: (universe?: string): Promise<SubmissionLimits> =>
      read(limitsReply, { method: 'GET', path: '/api/limits', query: { universe }, token: 'query' }),
    /** The audit log of a universe, the login's own by default. */
    async audit(universe?: string): Promise<AuditEntry[]> {
      const name = universe ?? ask.settings.universe ?? homeOf(await ask.login());
      const reply = await read(auditReply, {
        method: 'POST',
        path: '/api/control/audit',
        query: { universe: name },
        json: { action: 'extract' },
        token: 'query',
      });
      return reply.response.log;
    },
  };
}

/** The vendor's client takes the first universe of the login document (contract §2.2). */
function homeOf(document: { universe?: { name: string } | null; universes: object }): string | undefined {
  return document.universe?.name ?? Object.keys(document.universes)[0];
}
