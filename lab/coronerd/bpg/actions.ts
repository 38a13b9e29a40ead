import { rowsOf } from '../../state/row.ts';
import type { Row } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { createRow } from './create.ts';
import { deleteRow } from './delete.ts';
import { withMetadata } from './metadata.ts';
import { modifyRow } from './modify.ts';
import { Refusal } from './refusal.ts';
import { schema } from './schema.ts';
import { isVisible } from './visibility.ts';

/** One action of a request to the configuration database (contract §6.1). */
export interface BpgAction {
  action: 'schema' | 'get' | 'create' | 'modify' | 'delete';
  type?: string;
  object?: Row;
  key?: Row;
  fields?: Row;
  cascade?: boolean;
}

/** The result of an action; what is refused is told in `text`. */
export function runAction(
  coronerd: Coronerd,
  user: Row,
  action: BpgAction,
): { text: string; result?: unknown } {
  if (action.action === 'schema') return { text: 'success', result: schema };
  try {
    const type = typeOf(action.type);
    const result = perform(coronerd, user, type, action);
    if (action.action !== 'get') note(coronerd, user, `${action.action} configuration/${type}`);
    return { text: 'success', result };
  } catch (refusal) {
    if (refusal instanceof Refusal) return { text: refusal.message };
    throw refusal;
  }
}

function typeOf(type: string | undefined): string {
  const name = type?.replace(/^configuration\//, '') ?? '';
  if (!schema[name]) throw new Refusal(`no such type '${type ?? ''}'`);
  return name;
}

function perform(coronerd: Coronerd, user: Row, type: string, action: BpgAction): unknown {
  switch (action.action) {
    case 'create':
      return withMetadata(coronerd, type, createRow(coronerd, user, type, action.object ?? {}));
    case 'modify':
      modifyRow(coronerd, user, type, action.key ?? {}, action.fields ?? {});
      return {};
    case 'delete':
      deleteRow(coronerd, user, type, action.key ?? action.object ?? {}, action.cascade ?? false);
      return {};
    default: {
      const visible = rowsOf(coronerd.state, type).filter((row) => isVisible(coronerd, user, type, row));
      return visible.map((row) => withMetadata(coronerd, type, row));
    }
  }
}

function note(coronerd: Coronerd, user: Row, message: string): void {
  const universe = rowsOf(coronerd.state, 'universe').find((row) => row.id === user.universe);
  const username = String(user.username);
  coronerd.audit({ universe: String(universe?.name ?? ''), username, subsystem: 'bpg', result: 0, message });
}
