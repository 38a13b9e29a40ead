import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

/** Answers `/api/symfile` with so many uploaded symbols, and as many missing ones; the new server (by its universe) lacks the one in the middle of each list. */
const count = Number(process.argv[2]);
const piece = 1000;

/** The whole reply, made beforehand: the time that making it takes does not count. */
function reply(fresh: boolean, { before, of, after }: List): Buffer[] {
  const pieces = [Buffer.from(before)];
  for (let from = 0; from < count; from += piece) {
    const numbers = Array.from({ length: Math.min(piece, count - from) }, (_, index) => from + index);
    // A migrated server gives the same symbols in another order.
    const ordered = fresh ? numbers.reverse().filter((each) => each !== Math.floor(count / 2)) : numbers;
    const text = ordered.map((each) => JSON.stringify(of(each))).join(',');
    pieces.push(Buffer.from((from > 0 ? ',' : '') + text));
  }
  return [...pieces, Buffer.from(after)];
}

interface List {
  before: string;
  of(number: number): object;
  after: string;
}

const lists: Record<string, List> = {
  symbols: { before: '{"response":{"symbols":[{"tag":"release","files":[', of: symbol, after: ']}]}}' },
  missing_symbols: { before: '{"response":{"missing_symbols":[', of: missing, after: ']}}' },
};
const wanted = process.argv[3] ?? 'symbols';
const list = lists[wanted];
if (!list) throw new RangeError(`no list "${wanted}"`);
const replies = { old: reply(false, list), new: reply(true, list) };

const server = createServer((request, response) => {
  request.resume();
  const url = new URL(request.url ?? '/', 'http://server');
  response.setHeader('content-type', 'application/json');
  if (url.pathname !== '/api/symfile') return response.end(JSON.stringify({ token: 'token-of-the-bench' }));
  const side = url.searchParams.get('universe') === 'new' ? 'new' : 'old';
  return Readable.from(replies[side]).pipe(response);
});

function symbol(number: number) {
  const spread = Math.imul(number + 1, 2_654_435_761) >>> 0;
  return {
    debug_file: `module-${number % 5000}.pdb`,
    debug_identifier:
      `${number.toString(16).padStart(16, '0')}${spread.toString(16).padStart(16, '0')}1`.toUpperCase(),
    file_size: 20_000 + (spread % 90_000_000),
    upload_time: 1_700_000_000 + (number % 1_000_000),
  };
}

function missing(number: number): object {
  const { debug_file, debug_identifier: debug_id, upload_time: timestamp } = symbol(number);
  return { timestamp, debug_file, debug_id };
}

server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
