import { z } from 'zod';
import { serviceUnits } from '../host/service-units.ts';

/** A mark as the pack makes them; nothing else is ever searched for, or taken for the run's own. */
const mark = z.string().regex(/^migration-probe-[0-9a-f]{16}$/, 'is not a mark of this pack');
/** The mark of one test error: the run's, and perhaps which of its errors. */
const errorMark = z
  .string()
  .regex(/^migration-probe-[0-9a-f]{16}(?:-[a-z0-9-]{1,40})?$/, 'is not a mark of a test error');
const sha256 = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'is not a SHA-256');
const fingerprint = z.string().regex(/^[0-9a-f]{64}$/, 'is not a fingerprint');
const id = z.union([z.number(), z.string().min(1)]);
const word = z.string().min(1).max(256);
/** A host as it is named in messages, perhaps with its port. */
const host = z.string().regex(/^[A-Za-z0-9[][\w.:[\]%-]{0,255}$/, 'is not the name of a host');

/** The server that it was done to: the origin of its URL, and the IP address and port that this led to. */
const place = z.strictObject({ origin: z.url(), reached: word.optional() });

/**
 * One error that was submitted: its mark, the digest of its bytes, and the id that a JSON report has. What was refused
 * is not to be stored, but may be.
 */
const sentError = z.strictObject({
  mark: errorMark,
  sha256,
  uuid: z.uuid().optional(),
  refused: z.literal(true).optional(),
});

/** Where and when something was made. `began` is when its run began. */
const stamp = { server: place, began: z.iso.datetime() };
/** The project that it was made in. */
const project = { universe: word, name: word };
/** True from before the request until it is answered: it may still be on its way when the process has died. */
const unanswered = z.boolean().optional();

/** Everything that a run may have to undo, exactly as the pack writes it. */
export const leftover = z.discriminatedUnion('kind', [
  /** Test errors in a project. */
  z.strictObject({
    ...stamp,
    kind: z.literal('errors'),
    ...project,
    mark,
    sent: z.array(sentError).max(1_000),
  }),
  /** A scheduled report, the only one with this title. `after` = the largest id of a report before. */
  z.strictObject({
    ...stamp,
    kind: z.literal('report'),
    unanswered,
    ...project,
    title: mark,
    after: z.number(),
  }),
  /**
   * Objects of the workflows service that are named by the mark, the ids that are known, the webhook's plugin, and the
   * digest of the URL that it calls.
   */
  z.strictObject({
    ...stamp,
    kind: z.literal('workflow'),
    unanswered,
    ...project,
    mark,
    ids: z.strictObject({ connections: id.optional(), integrations: id.optional(), alerts: id.optional() }),
    plugin: word,
    target: sha256,
  }),
  /** A ticket that was asked for, for the group of a test error; its key once it is known. */
  z.strictObject({
    ...stamp,
    kind: z.literal('ticket'),
    unanswered,
    ...project,
    fingerprint,
    error: sentError,
    /** Address of the tracker. */
    tracker: z.url(),
    ticket: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_]*-\d+$/, 'is not the key of a ticket')
      .optional(),
  }),
  /** Somebody who was invited, by a name and an address that nobody else has. `after` = the largest uid before. */
  z.strictObject({
    ...stamp,
    kind: z.literal('invitation'),
    unanswered,
    universe: z.number(),
    username: mark,
    address: z.email(),
    after: z.number(),
  }),
  /** A unit of the new host that was stopped; `host` as NEW_SSH names it. */
  z.strictObject({ ...stamp, kind: z.literal('unit'), unit: z.enum(serviceUnits), host }),
]);

/** Something that a run did to the new server and has to undo. */
export type Leftover = z.output<typeof leftover>;
export type LeftoverOf<Kind extends Leftover['kind']> = Extract<Leftover, { kind: Kind }>;
/** One error that was submitted. */
export type SentError = z.output<typeof sentError>;
/** Where something was made. */
export type Place = z.output<typeof place>;

type WithoutStamp<L> = L extends unknown ? Omit<L, 'server' | 'began'> : never;
/** The same as its maker knows it: the ledger adds where and when. */
export type Noted = WithoutStamp<Leftover>;
/** Something that one request makes. */
export type Made = Exclude<Noted, { kind: 'errors' | 'unit' }>;

/** The ticket among what is left that is known by one of these errors: as long as it is listed, they are needed. */
export function ticketKnownBy(
  { mark }: LeftoverOf<'errors'>,
  left: readonly Leftover[],
): LeftoverOf<'ticket'> | undefined {
  return left.find(
    (each): each is LeftoverOf<'ticket'> => each.kind === 'ticket' && each.error.mark.startsWith(mark),
  );
}
