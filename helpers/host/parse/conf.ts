import { type ParseError, parse } from 'jsonc-parser';
import { z } from 'zod';
import type { RawAnswer } from './answer.ts';
import { hostsIn, listenersIn, pathAt, storageDisksIn } from './conf-content.ts';
import { fileIn } from './file-answer.ts';

export const confFact = z.object({
  present: z.boolean(),
  readable: z.boolean(),
  /** The whole file is JSON, comments and trailing commas allowed; if not, what could be read of it is given. */
  parsed: z.boolean(),
  /** `storage.disks`, as paths. */
  storageDisks: z.array(z.string()),
  listeners: z.array(
    z.object({
      /** Where it stands, for example `listener.write.https_bind`. */
      key: z.string(),
      hostname: z.string().nullable(),
      port: z.number().nullable(),
    }),
  ),
  /** `audit.path`: the audit log's database. */
  auditPath: z.string().nullable(),
  /** `configuration`: the configuration database. */
  configurationPath: z.string().nullable(),
  /** `symbold.symbol_path`. */
  symbolPath: z.string().nullable(),
  /** Hosts that the file names anywhere, in URLs too, with the place. */
  hosts: z.array(z.object({ key: z.string(), host: z.string() })),
});
export type Conf = z.infer<typeof confFact>;

/**
 * What the pack needs to know of coronerd.conf; never a secret value, never a part of the file as it is.
 * A missing or unreadable file is a fact. Throws NotUnderstood.
 */
export function parseConf(answer: RawAnswer): Conf {
  const { present, content } = fileIn(answer);
  const errors: ParseError[] = [];
  const root: unknown = content === null ? undefined : parse(content, errors, { allowTrailingComma: true });
  const isObject = typeof root === 'object' && root !== null && !Array.isArray(root);
  return {
    present,
    readable: content !== null,
    parsed: isObject && errors.length === 0 && !answer.cut,
    storageDisks: storageDisksIn(root),
    listeners: listenersIn(root),
    auditPath: pathAt(root, ['audit', 'path']),
    configurationPath: pathAt(root, ['configuration']),
    symbolPath: pathAt(root, ['symbold', 'symbol_path']),
    hosts: hostsIn(root),
  };
}
