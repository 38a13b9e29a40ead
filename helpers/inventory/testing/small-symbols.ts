import type { ServerResponse } from 'node:http';
import type { Arrived } from '../../coronerd/testing/recording-server.ts';

/** What a small server has of symbols and symbol servers. */
export interface SymbolWorld {
  /** Uploaded symbols by project name. */
  symbols?: Record<string, { tag: string; file: string; id: string; size: number; time: number }[]>;
  /** Missing symbols by project name. */
  missing?: Record<string, { file: string; id: string; time: number }[]>;
  /** Rows of symbol servers by scope, `universe` or `universe/project`; without it symbold is not installed. */
  symbolServers?: Record<string, ({ id: number } & Record<string, unknown>)[]>;
  /** Items by list and id of the symbol server, such as `whitelist/7`. */
  symbolLists?: Record<string, { id: number; name: string; date?: string }[]>;
  services?: { name: string; endpoint: string }[];
  /** Paths below `/api/symbold` that are answered with HTTP 500. */
  broken?: string[];
}

/** The reply of `/api/symfile`. */
export function symfile(world: SymbolWorld, project: string, action: unknown): unknown {
  if (action === 'missing_symbols') {
    const rows = (world.missing?.[project] ?? []).map(({ file, id, time }) => {
      return { debug_file: file, debug_id: id, timestamp: time };
    });
    return { response: { missing_symbols: rows } };
  }
  const groups = (world.symbols?.[project] ?? []).map(({ tag, file, id, size, time }) => {
    return { tag, files: [{ debug_file: file, debug_identifier: id, file_size: size, upload_time: time }] };
  });
  return { response: { symbols: groups } };
}

/** The reply of symbold. */
export function symbold(world: SymbolWorld, arrived: Arrived, response: ServerResponse): unknown {
  const path = arrived.path.replace('/api/symbold/', '');
  if (world.broken?.some((each) => path.startsWith(each))) return response.writeHead(500).end('broken');
  if (!world.symbolServers) return response.writeHead(404).end('no such path');
  const [, universe = '', , project] =
    /^symbolserver\/universe\/([^/]+)(\/project\/([^/]+))?$/.exec(path) ?? [];
  if (universe) {
    const scope = [universe, project].flatMap((part) => (part ? [decodeURIComponent(part)] : []));
    return page(arrived, world.symbolServers[scope.join('/')] ?? []);
  }
  const details = /^symbolserver\/details\/(.*)$/.exec(path);
  if (details) {
    const row = Object.values(world.symbolServers)
      .flat()
      .find(({ id }) => String(id) === details[1]);
    return row ? { data: row } : response.writeHead(404).end('no such server');
  }
  if (path.startsWith('status/')) return { status: 'running' };
  return page(arrived, world.symbolLists?.[path] ?? []);
}

function page(arrived: Arrived, rows: object[]): object {
  const [number, take] = ['page', 'take'].map((name) => Number(arrived.parameters.get(name)));
  const start = (number ?? 0) * (take ?? 0);
  return { items: rows.slice(start, start + (take ?? 0)), total: rows.length };
}
