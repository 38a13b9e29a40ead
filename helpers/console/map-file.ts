import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { closest } from '../settings/closest.ts';
import { type Problem, SettingsError } from '../settings/problem.ts';
import { type Label, labels, type Route, routes } from './map.ts';
import { everybodys, type Generation, type Menus, menus } from './menus.ts';
import { named } from './spelling.ts';

/** What the console is known by, with the corrections of CONSOLE_MAP. */
export interface ConsoleMap {
  /** Recognises the label's spellings. */
  label(label: Label): RegExp;
  /** Path of a page. */
  route(route: Route, project?: string): string;
  /** Entries that are documented of the settings of a layout; those of CONSOLE_MAP must be there for everybody. */
  menus(generation: Generation | undefined): Menus | undefined;
}

const spelling = z
  .string()
  .min(1)
  .refine(isUsable, 'is not a regular expression, though it stands between slashes');
const names = z.array(spelling).min(1, 'has no spelling');
const file = z.object({
  labels: z.record(z.string(), names).default({}),
  routes: z
    .record(z.string(), z.string().startsWith('/', 'is not a path such as /p/{project}/triage'))
    .refine(({ triage }) => triage === undefined || triage.includes('{project}'), {
      message: 'is of every project only with {project} in it',
      path: ['triage'],
    })
    .default({}),
  menus: z
    .strictObject({ organization: z.array(z.string()).optional(), project: z.array(z.string()).optional() })
    .default({}),
});

/**
 * The map, corrected by a JSON file if one is named.
 * @throws SettingsError with every problem of the file
 */
export function loadConsoleMap(path?: string): ConsoleMap {
  const changes = path === undefined ? file.parse({}) : read(path);
  const spellings = (label: Label) => changes.labels[label] ?? labels[label].spellings;
  return {
    label: (label) => named(spellings(label)),
    route: (route, project = '') =>
      (changes.routes[route] ?? routes[route]).replaceAll('{project}', encodeURIComponent(project)),
    menus(generation) {
      const usual = generation && menus[generation];
      const given = (names?: string[]) => names && everybodys(...names);
      const organization = given(changes.menus.organization) ?? usual?.organization;
      const project = given(changes.menus.project) ?? usual?.project;
      return organization || project
        ? { organization: organization ?? [], project: project ?? [] }
        : undefined;
    },
  };
}

function read(path: string): z.output<typeof file> {
  const content = parse(path);
  const entries = typeof content === 'object' && content !== null ? Object.keys(content) : [];
  const unknown = strange(path, 'the map', entries, Object.keys(file.shape));
  if (unknown.length > 0) throw new SettingsError(unknown);
  const parsed = file.safeParse(content);
  if (!parsed.success) {
    throw new SettingsError(
      parsed.error.issues.map(({ path: place, message }) =>
        problem(`${path}: ${place.join(' > ')} ${message}`),
      ),
    );
  }
  const strangers = [
    ...strange(path, 'labels', Object.keys(parsed.data.labels), Object.keys(labels)),
    ...strange(path, 'routes', Object.keys(parsed.data.routes), Object.keys(routes)),
  ];
  if (strangers.length > 0) throw new SettingsError(strangers);
  return parsed.data;
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SettingsError([problem(`names ${path}, which is no readable JSON file (${why})`)]);
  }
}

function strange(path: string, what: string, given: readonly string[], all: readonly string[]): Problem[] {
  return given
    .filter((name) => !all.includes(name))
    .map((name) => {
      const near = closest(name, [...all]);
      return problem(`${path}: ${what} has no "${name}"${near ? `; did you mean ${near}?` : ''}`);
    });
}

function problem(message: string): Problem {
  return { variable: 'CONSOLE_MAP', message, example: '{"labels": {"menu.about": ["Version"]}}' };
}

function isUsable(text: string): boolean {
  try {
    named([text]);
    return true;
  } catch {
    return false;
  }
}
