import type { Listener, ServerState } from '../state/types.ts';
import { present } from './fault.ts';

/** The listener of a type and protocol. */
export function listenerOf(
  state: ServerState,
  type: Listener['type'],
  protocol: Listener['protocol'],
): Listener {
  return present(
    state.listeners.find((listener) => listener.type === type && listener.protocol === protocol),
    `listener ${type} (${protocol})`,
  );
}
