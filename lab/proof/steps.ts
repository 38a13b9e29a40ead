import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './verify.ts';

/** Ids of all steps that these projects have a spec for, as the spec files name them. */
export function stepIds(projects: readonly string[] = ['server', 'data']): string[] {
  return projects.flatMap((project) => {
    const folder = join(root, 'specs', project);
    const specs = readdirSync(folder).filter((file) => file.endsWith('.spec.ts'));
    return specs.flatMap((file) => {
      const source = readFileSync(join(folder, file), 'utf8');
      return [...source.matchAll(/^check\(\s*'([^']+)'/gm)].map(([, id = '']) => id);
    });
  });
}
