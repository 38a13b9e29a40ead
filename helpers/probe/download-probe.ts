import type { ProjectName, WritableServer } from '../coronerd/server.ts';
import type { LackedSymbol } from '../coronerd/symbold/writing.ts';
import { poll } from '../poll.ts';
import { Unanswered } from '../unanswered.ts';
import { type OwnError, type Owned, provenAmong } from '../undo/owned.ts';
import { ownSkipItem } from '../undo/ownership/skip-items.ts';
import { type QueueState, queueState } from './symbol-queue.ts';

/** What came of asking symbold for one symbol. */
export interface Downloaded {
  symbol: LackedSymbol;
  /** It was listed before symbold was asked. */
  listedBefore: boolean;
  listed: boolean;
  /** All lines of the logs since symbold was asked that name the symbol. */
  lines: string[];
  /** Those of them that say that it was downloaded, and those that tell of a failure. */
  successes: string[];
  failures: string[];
  /** Entries of skiplists that kept it from being downloaded, and were taken off. */
  skipped: number;
  /** Symbold's queue before it was asked, and at the end. */
  queue: { before: QueueState; after: QueueState };
}

interface Given {
  server: WritableServer;
  project: ProjectName;
  /** Ids of the symbol servers that may hold it. */
  serverIds: readonly string[];
  /** Submits an error that lacks the symbol: symbold may look for the symbol from then on. */
  lacking: () => Promise<Owned<OwnError>>;
  within: number;
}

const success = /downloaded path/i;
const failure = /download failed|received error|conversion failed|retry limit/i;

/** Has symbold download one symbol for a new error that lacks it, and watches log, list and queue for `within` seconds. */
export async function download(symbol: LackedSymbol, given: Given): Promise<Downloaded> {
  const { server, project, lacking, within } = given;
  const before = await logLines(given, symbol);
  const queueBefore = await queueState(server, symbol);
  const listedBefore = await isListed(server, project, symbol);
  const skipped = await takeOffSkiplists(given, symbol);
  await server.queueSymbols(await lacking(), [symbol]);

  let lines: string[] = [];
  let listed = false;
  const look = async () => {
    lines = since(before, await logLines(given, symbol));
    // That it is listed proves nothing where it was listed before: only what the log says now does.
    const done = lines.some((line) => success.test(line));
    listed ||= done && (await isListed(server, project, symbol));
    if (!listed || !done) return undefined;
    const now = await queueState(server, symbol);
    return isDrained(queueBefore, now) ? now : undefined;
  };
  const drained = await poll(look, { within: within * 1000, every: 250 });
  listed ||= await isListed(server, project, symbol);
  return {
    symbol,
    listedBefore,
    listed,
    lines,
    successes: lines.filter((line) => success.test(line)),
    failures: lines.filter((line) => failure.test(line)),
    skipped,
    queue: { before: queueBefore, after: drained ?? (await queueState(server, symbol)) },
  };
}

/** The first of the symbols that a project does not list yet; the first one where it lists them all. */
export async function firstUnlisted(
  server: WritableServer,
  project: ProjectName,
  symbols: readonly [LackedSymbol, ...LackedSymbol[]],
): Promise<LackedSymbol> {
  for (const symbol of symbols) if (!(await isListed(server, project, symbol))) return symbol;
  return symbols[0];
}

async function isListed(
  server: WritableServer,
  project: ProjectName,
  { debugFile, debugId }: LackedSymbol,
): Promise<boolean> {
  const tags = await server.symbolsByTag(project, (each) =>
    each.debugFile === debugFile && each.debugId.toUpperCase() === debugId ? true : undefined,
  );
  return tags.some(({ kept }) => kept.length > 0);
}

/** Lines of the symbol servers' logs that name the symbol. */
async function logLines(
  { server, serverIds }: Given,
  { debugFile, debugId }: LackedSymbol,
): Promise<string[]> {
  const logs = await Promise.all(
    serverIds.map((id) => server.symbolServerLog(id, { text: debugFile, most: 200 })),
  );
  return logs
    .flatMap(({ lines }) => lines)
    .filter(({ message }) => isOf(debugId, message))
    .map(({ time, message }) => (time === null ? message : `${new Date(time).toISOString()} ${message}`));
}

/** Whether a line that names the file may be of this debug id: it names it, or no debug id at all. */
function isOf(debugId: string, message: string): boolean {
  const ids: string[] = message.toUpperCase().match(/\b[0-9A-F]{33,40}\b/g) ?? [];
  return ids.length === 0 || ids.includes(debugId);
}

/** The lines that are new. Without times, a line that comes again is new for each time that it came more often. */
function since(before: readonly string[], now: readonly string[]): string[] {
  const known = new Map<string, number>();
  for (const line of before) known.set(line, (known.get(line) ?? 0) + 1);
  return now.filter((line) => {
    const left = known.get(line) ?? 0;
    known.set(line, left - 1);
    return left <= 0;
  });
}

/** More entries of one symbol than that are none of one symbol: the list names something else by it. */
const mostEntries = 5;

/**
 * Takes the symbol off the skiplists, and nothing that is named otherwise; gives how many entries that were. Throws
 * `Unanswered` where a list has too many of them.
 */
async function takeOffSkiplists({ server, serverIds }: Given, symbol: LackedSymbol): Promise<number> {
  let taken = 0;
  for (const id of serverIds) {
    const listed = await server.symbolList('skiplist', id, symbol.debugFile);
    const items = provenAmong(listed.map((item) => ownSkipItem(item, symbol)));
    if (items.length > mostEntries)
      throw new Unanswered(
        `${items.length} entries of the skiplist of symbol server ${id} name ${symbol.debugFile}, more than one symbol can have: none was taken off`,
        {
          asked: 'GET /api/symbold/skiplist',
          where: server.url.origin,
          next: 'look at the skiplist of that symbol server in the console',
        },
      );
    for (const item of items) await server.removeSkipItem(item);
    taken += items.length;
  }
  return taken;
}

/** Whether the symbol has left the queue; where only its length can be seen, whether it is no longer than before. */
export function isDrained(before: QueueState, after: QueueState): boolean {
  if (after.holds !== undefined) return !after.holds;
  return before.count === undefined || after.count === undefined || after.count <= before.count;
}
