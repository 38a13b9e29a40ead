import { z } from 'zod';
import { Unanswered } from '../unanswered.ts';
import { type Owned, type OwnWorkflowObject, proven } from '../undo/owned.ts';
import { ServerRefused } from './refused.ts';
import type { ReadableServer, WritableServer } from './server.ts';
import type { ProjectName } from './types.ts';
import {
  alert,
  type Connection,
  connection,
  type Integration,
  integration,
  type WorkflowAlert,
  type WorkflowId,
} from './workflows-documents.ts';

/** What the workflows service keeps: connections of a universe, integrations and alerts of a project. */
export interface WorkflowObjects {
  connections: Connection;
  integrations: Integration;
  alerts: WorkflowAlert;
}
export type WorkflowKind = keyof WorkflowObjects;

const schemas = { connections: connection, integrations: integration, alerts: alert };

/** Nothing of a reply is quoted: options hold passwords and webhook URLs. */
const hidden = { confidential: true, received: summary };

/**
 * The workflows service at the endpoint that `services()` names (contract §9). Calls throw `ServerRefused` where it
 * answers with an error, else `Unanswered`. Of a connection, only the project's universe counts.
 */
export function readingWorkflows(server: Pick<ReadableServer, 'fromService' | 'url'>, endpoint: string) {
  const read = async <S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> =>
    opened(schema, await server.fromService(endpoint, path, undefined, hidden), {
      asked: `GET ${path}`,
      where: server.url.origin,
    });
  return {
    /** All of a kind; lists come whole. */
    async list<Kind extends WorkflowKind>(kind: Kind, of: ProjectName): Promise<WorkflowObjects[Kind][]> {
      return (await read(pathOf(kind, of), z.array(schemas[kind]))) as WorkflowObjects[Kind][];
    },
    async get<Kind extends WorkflowKind>(
      kind: Kind,
      of: ProjectName,
      id: WorkflowId,
    ): Promise<WorkflowObjects[Kind]> {
      return (await read(pathOf(kind, of, id), schemas[kind])) as WorkflowObjects[Kind];
    },
  };
}

/** The same service with the calls that change it. */
export function writingWorkflows(server: WritableServer, endpoint: string) {
  const created = z.looseObject({ id: schemas.connections.shape.id });
  return {
    ...readingWorkflows(server, endpoint),
    /** Gives the new object's id. */
    async create(kind: WorkflowKind, of: ProjectName, object: object): Promise<WorkflowId> {
      const path = pathOf(kind, of);
      const reply = await server.createInService(endpoint, path, object, hidden);
      return opened(created, reply, { asked: `POST ${path}`, where: server.url.origin }).id;
    },
    /** Deletes an object of the run. */
    async delete(object: Owned<OwnWorkflowObject>): Promise<void> {
      const { kind, ...of } = proven(object);
      await server.deleteInService(object, endpoint, pathOf(kind, of), hidden);
    },
  };
}

export type WorkflowsReader = ReturnType<typeof readingWorkflows>;
export type WorkflowsWriter = ReturnType<typeof writingWorkflows>;

function pathOf(kind: WorkflowKind, { universe, name }: ProjectName, id?: WorkflowId): string {
  const home = `/universes/${encodeURIComponent(universe)}`;
  const place = kind === 'connections' ? home : `${home}/projects/${encodeURIComponent(name)}`;
  return `${place}/${kind}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;
}

const envelope = z.looseObject({ success: z.boolean().optional(), body: z.unknown() });

/** What is in the envelope `{ success, body }`. */
function opened<S extends z.ZodType>(
  schema: S,
  reply: unknown,
  at: { asked: string; where: string },
): z.output<S> {
  const { success, body } = envelope.safeParse(reply).data ?? {};
  if (success === false) throw new ServerRefused({ ...at, said: 'success is false', status: 200 });
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new Unanswered(
    `${at.asked} at ${at.where} was answered with JSON that was not understood (${issueOf(parsed.error)})`,
    { ...at, next: 'Compare the reply with the version of the workflows service.' },
  );
}

function issueOf({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.map(String).join('.') || 'the reply'}: ${issue?.message}`;
}

const counted = z.looseObject({ body: z.union([z.array(z.unknown()), z.looseObject({ id: z.unknown() })]) });

function summary(reply: string): string {
  const { body } = counted.parse(JSON.parse(reply));
  return Array.isArray(body) ? `${body.length} listed; options are withheld` : `object ${String(body.id)}`;
}
