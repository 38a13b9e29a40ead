import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './verify.ts';

/** Ids of all steps that the projects `server` and `data` have a spec for, as the spec files name them. */
export function stepIds(): string[] {
  return ['server', 'data'].flatMap((project) => {
    const folder = join(root, 'specs', project);
    const specs = readdirSync(folder).filter((file) => file.endsWith('.spec.ts'));
    return specs.flatMap((file) => {
      const source = readFileSync(join(folder, file), 'utf8');
      return [...source.matchAll(/^check\(\s*'([^']+)'/gm)].map(([, id = '']) => id);
    });
  });
}
