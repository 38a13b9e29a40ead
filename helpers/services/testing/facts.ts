import type { FactOf } from '../../host/catalogue.ts';

/** A unit of a side service that runs. */
export function unitFact(
  name: string,
  rest: Partial<FactOf<'sideUnits'>[number]> = {},
): FactOf<'sideUnits'>[number] {
  return {
    name,
    type: name.endsWith('.service') ? 'simple' : null,
    load: 'loaded',
    file: 'enabled',
    active: 'active',
    sub: 'running',
    result: 'success',
    mainPid: 0,
    user: 'root',
    triggeredBy: [],
    ...rest,
  };
}

/** A file that everybody may read. */
export function fileFact(
  path: string,
  rest: Partial<FactOf<'sideFiles'>[number]> = {},
): FactOf<'sideFiles'>[number] {
  return { path, kind: 'file', owner: 'root', group: 'root', mode: '644', bytes: 10, target: null, ...rest };
}

/** The content of a text file that names nothing. */
export function confFact(
  path: string,
  rest: Partial<FactOf<'sideConf'>[number]> = {},
): FactOf<'sideConf'>[number] {
  return { path, form: 'text', problem: null, cut: false, listens: [], hosts: [], ...rest };
}

/** A socket on loopback, held by these processes. */
export function socketFact(
  port: number,
  ...processes: [pid: number, name: string][]
): FactOf<'sockets'>[number] {
  const holders = processes.map(([pid, name]) => ({ pid, name }));
  return {
    address: '127.0.0.1',
    port,
    family: 'v4',
    loopback: true,
    pid: holders[0]?.pid ?? null,
    process: holders[0]?.name ?? null,
    processes: holders,
  };
}
