import { z } from 'zod';
import type { LoginDocument } from '../coronerd/documents.ts';
import type { ProjectName } from '../coronerd/server.ts';
import { type Entry, keyOf } from './entry.ts';
import { workflowTypes } from './workflow-entries.ts';
import { withoutOptionSecrets } from './workflow-options.ts';

const withWatchers = z.looseObject({ name: z.string(), watchers: z.array(z.unknown()).nullish() });
const object = z.record(z.string(), z.unknown());

/** Numbers and times that a server gives out, by the look of their names: the shape of a watcher is unknown. */
const serverLocal = /^(__.*|_tx|id|uid|pid|.*_id|.*Id|owner|created.*|modified.*|updated.*|last_.*)$/;

/** Integrations of older servers, kept with the project in the login document (contract §9): compared as they are. */
export function watcherEntries({ universes }: LoginDocument, live: readonly ProjectName[]): Entry[] {
  return live.flatMap(({ universe, name }) => {
    const project = universes[universe]?.projects_ext?.find((each) => each.name === name);
    const { watchers } = withWatchers.safeParse(project).data ?? {};
    return (watchers ?? []).map((watcher) => entryOf(universe, name, watcher));
  });
}

function entryOf(universe: string, project: string, watcher: unknown): Entry {
  const given = object.safeParse(watcher).data ?? { value: watcher };
  const told = ['watcherName', 'name', 'title'].map((field) => given[field]);
  const name = told.find((each) => typeof each === 'string');
  const portable = Object.fromEntries(Object.entries(given).filter(([field]) => !serverLocal.test(field)));
  const fields = withoutOptionSecrets(portable);
  return {
    type: workflowTypes.watcher,
    key: keyOf([universe, project, ...(typeof name === 'string' ? [name] : [])]),
    fields: typeof fields === 'object' && fields !== null && !Array.isArray(fields) ? fields : {},
  };
}
