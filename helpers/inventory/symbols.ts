import { ServerRefused } from '../coronerd/refused.ts';
import type { ProjectName, ProjectRef, ReadableServer } from '../coronerd/server.ts';
import { isProbe } from '../payloads/own-symbols.ts';
import { Unanswered } from '../unanswered.ts';
import { type Entry, keyOf } from './entry.ts';

/** The symbols of a project by tag: `debug file TAB debug id TAB size`. Missing ones have no tag (``) and no size. */
export type SymbolLists = {
  /** Of the time up to the cutoff, or of a time that the server does not tell. */
  upTo: Record<string, string[]>;
  /** Of after the cutoff: traffic. */
  later: Record<string, string[]>;
  /** How many were left out because this pack has uploaded, or missed, them itself. */
  probes: number;
};

/** The symbols of one project; `fields` has empty lists where `unanswered` says why. */
export type SymbolEntry = Entry & { fields: SymbolLists };

export const uploadedType = 'symbols';
export const missingType = 'missing symbols';

/** What a symbol is held as until its list is complete: probes as this, late ones with a mark before their name. */
const probe = '';
const lateMark = '\n';

/**
 * The uploaded symbols of each project that is not deleted; one request a project. Archive ids are left out, and of
 * the time of upload it is only kept whether it is after `cutoff` (Unix seconds). A project that cannot be asked is an
 * entry with `unanswered`; the others go on.
 */
export function takeSymbols(
  server: Pick<ReadableServer, 'symbolsByTag'>,
  projects: readonly ProjectRef[],
  cutoff: number,
): Promise<SymbolEntry[]> {
  return ofEach(uploadedType, projects, (project) =>
    server.symbolsByTag(project, ({ debugFile, debugId, size, uploadTime }) =>
      heldAs(debugFile, [debugFile, debugId, size ?? ''], (uploadTime ?? 0) > cutoff),
    ),
  );
}

/** The missing symbols of each project, by the time of the crash that wanted them; else as `takeSymbols`. */
export function takeMissingSymbols(
  server: Pick<ReadableServer, 'missingSymbolsAs'>,
  projects: readonly ProjectRef[],
  cutoff: number,
): Promise<SymbolEntry[]> {
  return ofEach(missingType, projects, async (project) => {
    const kept = await server.missingSymbolsAs(project, ({ debugFile, debugId, crashTime }) =>
      heldAs(debugFile, [debugFile, debugId], (crashTime ?? 0) > cutoff),
    );
    return [{ tag: '', kept }];
  });
}

/** Built by `join`, which gives a flat text: one built from parts would hold its parts. */
function heldAs(debugFile: string, parts: (string | number)[], late: boolean): string {
  if (isProbe(debugFile)) return probe;
  const name = parts.join('\t');
  return late ? [lateMark, name].join('') : name;
}

async function ofEach(
  type: string,
  projects: readonly ProjectRef[],
  take: (project: ProjectName) => Promise<{ tag: string; kept: string[] }[]>,
): Promise<SymbolEntry[]> {
  return Promise.all(
    projects
      .filter(({ deleted }) => !deleted)
      .map(async (project): Promise<SymbolEntry> => {
        const key = keyOf([project.universe, project.name]);
        try {
          return { type, key, fields: listsOf(await take(project)) };
        } catch (error) {
          if (!(error instanceof ServerRefused || error instanceof Unanswered)) throw error;
          return { type, key, fields: listsOf([]), unanswered: error.message };
        }
      }),
  );
}

function listsOf(groups: { tag: string; kept: string[] }[]): SymbolLists {
  const [upTo, later] = [new Map<string, string[]>(), new Map<string, string[]>()];
  let probes = 0;
  for (const { tag, kept } of groups) {
    if (isProbe(tag)) {
      probes += kept.length;
      continue;
    }
    for (const name of kept) {
      if (name === probe) probes++;
      else if (name.startsWith(lateMark)) listIn(later, tag).push(name.slice(lateMark.length));
      else listIn(upTo, tag).push(name);
    }
  }
  return { upTo: Object.fromEntries(upTo), later: Object.fromEntries(later), probes };
}

function listIn(lists: Map<string, string[]>, tag: string): string[] {
  const list = lists.get(tag) ?? [];
  lists.set(tag, list);
  return list;
}
