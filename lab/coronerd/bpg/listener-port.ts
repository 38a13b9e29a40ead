import type { Row, Value } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';

/** The port that a listener row is read with: the real one, where the lab gave it one. */
export function listenerPort(coronerd: Coronerd, row: Row): Value {
  const listener = coronerd.state.listeners.find((each) => each.id === row.id);
  return listener ? coronerd.port(listener.id) : (row.port ?? null);
}
