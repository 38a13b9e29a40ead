import { z } from 'zod';
import type { RawAnswer } from './answer.ts';
import { fileIn } from './file-answer.ts';
import { urlIn } from './url.ts';

const endpoint = z.object({ url: z.string(), host: z.string(), port: z.number().nullable() });
export const crashReportConfFact = z.object({
  present: z.boolean(),
  readable: z.boolean(),
  universeName: z.string().nullable(),
  /** Where the crash reports of the server's own processes are sent. */
  write: endpoint.nullable(),
  read: endpoint.nullable(),
  /** Directories that it watches, by the name that `[daemon]` gives them. */
  roots: z.array(z.object({ name: z.string(), path: z.string() })),
});
export type CrashReportConf = z.infer<typeof crashReportConfFact>;

/** What the pack needs to know of coroner.cf, an INI file; never one of its tokens. Throws NotUnderstood. */
export function parseCrashReportConf(answer: RawAnswer): CrashReportConf {
  const { present, content } = fileIn(answer);
  const settings = settingsIn(content ?? '');
  return {
    present,
    readable: content !== null,
    universeName: settings.get('universe name') ?? null,
    write: endpointOf(settings.get('universe write')),
    read: endpointOf(settings.get('universe read')),
    roots: [...settings].flatMap(([name, path]) => {
      const root = /^daemon (.+)\.root$/.exec(name)?.[1];
      return root === undefined ? [] : [{ name: root, path }];
    }),
  };
}

/** Values by `section name`. */
function settingsIn(content: string): Map<string, string> {
  const settings = new Map<string, string>();
  let section = '';
  for (const raw of content.split('\n')) {
    const line = raw.trim();
    section = /^\[(.+)\]$/.exec(line)?.[1]?.trim().toLowerCase() ?? section;
    const found = /^([^=;#[]+)=(.*)$/.exec(line);
    if (!found?.[1] || section === 'token') continue;
    settings.set(
      `${section} ${found[1].trim().toLowerCase()}`,
      (found[2] ?? '').trim().replace(/^(["'])(.*)\1$/, '$2'),
    );
  }
  return settings;
}

/** A URL, or `HOST[:PORT]`; without path, query and password, where a token may stand. */
function endpointOf(value: string | undefined): CrashReportConf['write'] {
  if (!value) return null;
  const url = urlIn(value.includes('://') ? value : `tcp://${value}`);
  if (!url?.hostname) return null;
  const usual: Record<string, number> = { 'http:': 80, 'https:': 443 };
  const port = url.port ? Number(url.port) : (usual[url.protocol] ?? null);
  const origin = value.includes('://') ? `${url.protocol}//${url.host}` : url.host;
  return { url: origin, host: url.hostname.toLowerCase(), port };
}
