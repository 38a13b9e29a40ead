import type { Kind } from './column.ts';

const builtin = (
  name: string,
  type: string,
  format = 'none',
  description = '',
): Kind & { description: string } => {
  return { name, type, format, description };
};

/** Attributes of an error that are indexed without being configured (contract §3.2). */
export const builtinAttributes = [
  builtin('timestamp', 'uint64', 'unix_timestamp', 'Time of the error'),
  builtin('fingerprint', 'dictionary', 'sha256', 'Group of the error'),
  builtin('_tx', 'uint64', 'none', 'Transaction'),
  builtin('_deleted', 'bitmap', 'none', 'The object itself is deleted'),
  builtin('_rxid', 'uuid', 'uuid', 'Receive id'),
  builtin('_missing_symbols', 'bitmap', 'none', 'Symbols are missing'),
  builtin('object', 'dictionary', 'none', 'Object id'),
  builtin('object.size', 'uint64', 'bytes', 'Size of the object'),
  builtin('hostname', 'dictionary', 'hostname', 'Host'),
  builtin('application', 'dictionary', 'none', 'Application'),
  builtin('application.version', 'dictionary', 'semver', 'Version of the application'),
  builtin('version', 'dictionary', 'semver', 'Version'),
  builtin('callstack', 'dictionary', 'callstack', 'Call stack'),
  builtin('classifiers', 'dictionary', 'labels', 'Classifiers'),
  builtin('guid', 'uuid', 'uuid', 'Machine'),
  builtin('error.message', 'dictionary', 'none', 'Message'),
  builtin('error.type', 'dictionary', 'none', 'Type'),
  builtin('process.age', 'uint64', 'seconds', 'Age of the process'),
  builtin('uname.sysname', 'dictionary', 'none', 'Operating system'),
  builtin('uname.machine', 'dictionary', 'none', 'Architecture'),
  builtin('uname.version', 'dictionary', 'none', 'Version of the operating system'),
  builtin('lang', 'dictionary', 'none', 'Language'),
  builtin('agent', 'dictionary', 'none', 'Reporting library'),
];
