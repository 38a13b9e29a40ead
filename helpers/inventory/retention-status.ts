import type { ReadableServer } from '../coronerd/server.ts';
import type { RetentionNode } from '../coronerd/status.ts';
import { type Entry, keyOf, type Plain } from './entry.ts';
import { retentionRules } from './known-documents.ts';

export const retentionStatusType = 'retention in force';

/**
 * The retention policies that the server has installed, by scope: `(instance)`, universe, `universe/project`; one
 * request (contract §5.2). `state` and the rules; what is true for a moment only is left out.
 */
export async function takeRetentionStatus(
  server: Pick<ReadableServer, 'retentionStatus'>,
  universe?: string,
): Promise<Entry[]> {
  return entriesBelow(await server.retentionStatus(), [], universe);
}

function entriesBelow(node: RetentionNode, path: string[], only: string | undefined): Entry[] {
  const entry: Entry = {
    type: retentionStatusType,
    key: path.length === 0 ? '(instance)' : keyOf(path),
    fields: { state: node.state, rules: retentionRules(node.rules as Plain) },
  };
  const children = Object.entries(node.children).filter(
    ([name]) => path.length > 0 || (isUniverse(name) && (only === undefined || name === only)),
  );
  return [entry, ...children.flatMap(([name, child]) => entriesBelow(child, [...path, name], only))];
}

/** Below the instance, the vendor's client skips `users` and what begins with `_` (contract §5.2). */
function isUniverse(name: string): boolean {
  return name !== 'users' && !name.startsWith('_');
}
