import { asNumber, isFields, listIn, numberIn, objectIn, plainName, textIn, timeIn } from './spellings.ts';

/** An item of a whitelist, blacklist or skiplist. */
export interface SymbolListItem {
  /** Null where the list is one of names only. */
  id: string | null;
  /** A file, or `file,debug id`. */
  name: string;
  /** Unix seconds; null where the reply does not tell. */
  addedAt: number | null;
}

/** A line of the log of a symbol server. */
export interface LogLine {
  /** Unix milliseconds; null where the reply does not tell. */
  time: number | null;
  level: string | null;
  message: string;
}

const times = [
  'date',
  'addedat',
  'createdat',
  'created',
  'timestamp',
  'time',
  'datetime',
  'added',
  'adddate',
  'createdate',
];

/** The row as item of a list; undefined where it has no name. */
export function readListItem(row: unknown): SymbolListItem | undefined {
  if (typeof row === 'string') return { id: null, name: row, addedAt: null };
  if (!isFields(row)) return undefined;
  const file = textIn(row, ['symbolname', 'symbol', 'name', 'debugfile', 'filename', 'file', 'value']);
  if (file === null) return undefined;
  const debugId = textIn(row, ['debugid', 'debugidentifier', 'symbolid']);
  const time = timeIn(row, times);
  return {
    id: textIn(row, ['id', 'itemid']),
    name: debugId === null || file.endsWith(`,${debugId}`) ? file : `${file},${debugId}`,
    addedAt: time === null ? null : Math.floor(time / 1000),
  };
}

/** The row as line of a log; undefined where it has no message. */
export function readLogLine(row: unknown): LogLine | undefined {
  if (typeof row === 'string') return { time: null, level: null, message: row };
  if (!isFields(row)) return undefined;
  const message = textIn(row, ['message', 'text', 'log', 'msg', 'line', 'description']);
  if (message === null) return undefined;
  return { time: timeIn(row, times), level: textIn(row, ['level', 'severity', 'loglevel']), message };
}

const counts = ['count', 'total', 'totalcount', 'events', 'eventscount', 'length', 'size'];

/** A number of things: the reply itself, or below a usual name, or the length of a list. */
export function readCount(reply: unknown): number | undefined {
  const whole = asNumber(reply);
  if (whole !== null) return whole;
  const object = objectIn(reply, counts);
  if (object) return numberIn(object, counts) ?? undefined;
  if (!isFields(reply)) return listIn(reply)?.items.length;
  const inner = Object.entries(reply).find(([name]) =>
    ['data', 'body', 'response', 'model', 'result'].includes(plainName(name)),
  );
  return inner === undefined
    ? listIn(reply)?.items.length
    : (asNumber(inner[1]) ?? listIn(reply)?.items.length);
}

/** A row of the queue: its texts and numbers, whatever they stand for; undefined where it has none. */
export function readQueued(row: unknown): { identity: string; text: string } | undefined {
  const text = leavesOf(row).join(' ');
  return text === '' ? undefined : { identity: text, text };
}

function leavesOf(value: unknown): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [];
}
