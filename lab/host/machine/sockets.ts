import type { LiveProcess } from './process.ts';
import { unitId } from './unit.ts';
import type { View } from './view.ts';

/** A listening TCP socket as the kernel and /proc know it. */
export interface ListeningSocket {
  /** As ss prints it: `0.0.0.0`, `127.0.0.1`, `[::]`, `*`. */
  address: string;
  port: number;
  backlog: number;
  owners: { comm: string; pid: number; fd: number }[];
}

/** What listens on the machine: sshd, and every listener of the state that is up and whose owner runs. */
export function listeningSockets(view: View): ListeningSocket[] {
  const sshd = view.processes.find((process) => process.comm === 'sshd');
  const ssh = (address: string, fd: number) => {
    const owners = sshd ? [{ comm: 'sshd', pid: sshd.pid, fd }] : [];
    return { address, port: 22, backlog: 128, owners };
  };
  const sockets = [ssh('0.0.0.0', 3), ssh('[::]', 4)];
  for (const [index, listener] of view.listeners.entries()) {
    const owners = listener.down ? [] : ownersOf(view, listener.owner);
    if (owners.length === 0) continue;
    const holders = owners.map(({ comm, pid }) => ({ comm, pid, fd: 20 + index }));
    const address = listener.bind === '::' ? '[::]' : listener.bind;
    sockets.push({ address, port: view.port(listener.id), backlog: 511, owners: holders });
  }
  for (const [index, { address, port, owner }] of (view.host.sockets ?? []).entries()) {
    const holders = ownersOf(view, owner).map(({ comm, pid }) => ({ comm, pid, fd: 18 + index }));
    if (holders.length > 0) sockets.push({ address, port, backlog: 511, owners: holders });
  }
  return sockets;
}

/** Below a monitor its child holds the sockets; else all processes of the main one's name share them. */
function ownersOf(view: View, owner: string): LiveProcess[] {
  const unit = view.units.find((one) => one.id === unitId(owner));
  if (unit === undefined) {
    const name = owner.slice(0, 15);
    return view.processes
      .filter((process) => process.unit === undefined && process.comm === name)
      .slice(0, 1);
  }
  const [main, ...children] = unit.processes;
  if (main?.comm === 'monitor') return children.slice(0, 1);
  return unit.processes.filter((process) => process.comm === main?.comm).reverse();
}
