import { type ExpectedPort, expectedPorts } from './expected-ports.ts';
import { type ListenerReading, portSources } from './listener-reading.ts';

/** A port that is looked at for TLS. */
export interface PortToLook extends ExpectedPort {
  /** Only the live sockets name it: nobody says what it is for, and perhaps it is for nobody outside. */
  unnamed?: true;
}

/** Every port that a source names, and those on which only the sockets show that the server's own processes listen. */
export function portsToLook(reading: ListenerReading): PortToLook[] {
  const named = expectedPorts(portSources(reading));
  const others = (reading.sockets ?? []).filter(
    ({ port, loopback, backtrace }) =>
      backtrace && !loopback && !named.some((expected) => expected.port === port),
  );
  const ports = [...new Set(others.map(({ port }) => port))].sort((a, b) => a - b);
  return [
    ...named,
    ...ports.map((port) => ({
      port,
      sources: ['live sockets only'],
      loopbackOnly: false,
      unnamed: true as const,
    })),
  ];
}
