import type { SymbolServer } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { installSymbols } from '../symbols/install.ts';
import { candidateUrls } from './candidate-urls.ts';
import { convert } from './convert.ts';
import { download } from './download.ts';
import type { SymbolEvent } from './event.ts';
import type { SymbolHosts } from './hosts.ts';
import { logLine } from './server-log.ts';

/** Archive of symbols that were not uploaded (contract §5.8). */
const noArchive = 'ffffffffffffffff';

/** What an attempt is made with. */
export interface Surroundings {
  coronerd: Coronerd;
  hosts: SymbolHosts;
  signal: AbortSignal;
  /** Milliseconds of the machine's clock. */
  now(): number;
}

/** Tries to download a symbol from one server and to install it; true when that is done. Counts and logs it. */
export async function attempt(
  event: SymbolEvent,
  server: SymbolServer,
  around: Surroundings,
): Promise<boolean> {
  const log = (level: 'info' | 'warn', text: string) => logLine(server, around.now(), level, text);
  const symbol = `symbol: ${event.debugFile} debugId: ${event.debugId}`;
  const failures: string[] = [];
  let unconverted = false;
  for (const url of urlsOf(server, event)) {
    log('info', `Downloading ${symbol} from url ${url}`);
    const found = await get(url, server, around);
    if (!found.body) {
      failures.push(found.reason);
      if (found.unreachable) break;
      continue;
    }
    server.statistics.bytes += found.body.length;
    const problem = install(found.body, event, around.coronerd);
    if (problem === undefined) {
      server.statistics.successes++;
      log('info', `Downloaded path ${url} ${symbol} bytes: ${found.body.length}`);
      return true;
    }
    unconverted = true;
    log('warn', `Conversion failed- ${symbol} url: ${url} Message: ${problem}`);
  }
  if (around.signal.aborted) return false;
  if (unconverted) {
    server.statistics.conversionFailures++;
    return false;
  }
  server.statistics.downloadFailures++;
  const reason = [...new Set(failures)].join(', ');
  log('warn', `Download failed- ${symbol} under url ${server.url} Message: ${reason}`);
  return false;
}

/** A base that is no URL is asked for as it is, and so fails as an unknown name. */
function urlsOf(server: SymbolServer, event: SymbolEvent): string[] {
  return URL.canParse(server.url) ? candidateUrls(server.url, event) : [server.url];
}

type Got =
  | { body: Buffer; reason?: undefined; unreachable?: undefined }
  | { body?: undefined; reason: string; unreachable: boolean };

async function get(url: string, server: SymbolServer, around: Surroundings): Promise<Got> {
  const { coronerd, hosts, signal } = around;
  if (coronerd.state.behaviour.symbold?.includes('download-fails')) {
    return { reason: `connect ETIMEDOUT ${new URL(url).host}`, unreachable: true };
  }
  try {
    const { status, body } = await download(url, server, hosts, signal);
    if (status === 200) return { body };
    return { reason: `HTTP ${status}`, unreachable: false };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error), unreachable: true };
  }
}

/** Installs a downloaded file; returns the reason when it is no symbol file of the module. */
function install(body: Buffer, event: SymbolEvent, coronerd: Coronerd): string | undefined {
  try {
    const content = convert(body, event);
    installSymbols(coronerd, event.pid, content, { tag: 'symbold', archiveId: noArchive });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
