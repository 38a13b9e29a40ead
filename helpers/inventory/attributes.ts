import { ServerRefused } from '../coronerd/refused.ts';
import type { ProjectRef, ReadableServer } from '../coronerd/server.ts';
import { Unanswered } from '../unanswered.ts';
import { type Entry, keyOf } from './entry.ts';

export const attributeType = 'attribute in force';

/**
 * The attributes that users defined and the query engine knows, by project: type, format, description, state. One
 * request a project; what the configuration says of them is part of `takeConfiguration`.
 */
export async function takeAttributes(
  server: Pick<ReadableServer, 'describe'>,
  projects: readonly ProjectRef[],
): Promise<Entry[]> {
  const live = projects.filter(({ deleted }) => !deleted);
  const found = await Promise.all(live.map((project) => attributesOf(server, project)));
  return found.flat();
}

async function attributesOf(server: Pick<ReadableServer, 'describe'>, project: ProjectRef): Promise<Entry[]> {
  try {
    const all = await server.describe(project);
    return all
      .filter(({ custom }) => custom)
      .map(({ name, type, format, description, state }) => ({
        type: attributeType,
        key: keyOf([project.universe, project.name, name]),
        fields: {
          type: type ?? '',
          format: format || 'none',
          description: description ?? '',
          state: state ?? 'enabled',
        },
      }));
  } catch (error) {
    if (!(error instanceof ServerRefused || error instanceof Unanswered)) throw error;
    const key = keyOf([project.universe, project.name]);
    return [{ type: attributeType, key, fields: {}, unanswered: error.message }];
  }
}
