import type { SymbolServer } from '../../state/types.ts';

/** Lines that the log of a symbol server keeps. */
export const logCapacity = 1_000;

/** Appends a line to the log of a symbol server; `at` in milliseconds. The oldest lines go when it is full. */
export function logLine(server: SymbolServer, at: number, level: 'info' | 'warn', message: string): void {
  server.log.push({ timestamp: at, level, message });
  if (server.log.length > logCapacity) server.log.splice(0, server.log.length - logCapacity);
}
