import { Hono } from 'hono';
import { z } from 'zod';
import type { Issue } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { invalidParameter } from '../failure.ts';
import { identify, requireCapability } from '../identity.ts';
import type { LabEnv } from '../input.ts';
import { scopeOf } from '../scope.ts';
import { changeIssue } from '../store/issues.ts';
import { createTickets } from '../workflows/ticket.ts';

const setting = z.looseObject({ action: z.literal('set'), value: z.unknown() });
const issueRequest = z.looseObject({
  fingerprint: z.array(z.string()).min(1),
  project: z.string().optional(),
  state: z.string().optional(),
  tags: setting.optional(),
  ticket: setting.optional(),
  invariants: setting.optional(),
});

/** `POST /api/issue`: triage state of groups of errors (contract §3.9). */
export function issueEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  return new Hono<LabEnv>().post('/issue', (c) => {
    const { input } = c.var;
    const identity = identify(coronerd, input.token);
    requireCapability(identity, 'query:post');
    const parsed = issueRequest.safeParse(input.json());
    if (!parsed.success) throw invalidParameter('fingerprint', parsed.error.issues[0]?.message ?? '');
    const request = parsed.data;
    const name = input.parameters.get('project') ?? request.project;
    const scope = scopeOf(coronerd, identity, input.parameters.get('universe'), name);
    const { pid } = scope;
    const known = new Set(coronerd.tables.errors(pid).map((error) => error.fingerprint));
    const results = request.fingerprint.map((fingerprint) => {
      if (!known.has(fingerprint)) return { fingerprint, error: 'no such group' };
      const issue = changeIssue(coronerd, pid, fingerprint, fieldsOf(request));
      if (request.ticket) void createTickets(coronerd, scope, fingerprint, request.ticket.value);
      return shown(issue);
    });
    return c.json({ results });
  });
}

function fieldsOf(request: z.infer<typeof issueRequest>): Parameters<typeof changeIssue>[3] {
  const { state, tags, ticket, invariants } = request;
  return {
    ...(state === undefined ? {} : { state }),
    ...(tags === undefined ? {} : { tags: String(tags.value) }),
    ...(ticket === undefined ? {} : { ticket: JSON.stringify(ticket.value) }),
    ...(invariants === undefined ? {} : { invariants: JSON.stringify(invariants.value) }),
  };
}

function shown({ id, fingerprint, state, tags, ticket, invariants }: Issue): object {
  return {
    id,
    fingerprint,
    state,
    tags,
    ticket,
    invariants,
    invariant_reopen_count: 0,
    invariant_reopen_last_time: null,
    blame: null,
    blame_last_modified: null,
  };
}
