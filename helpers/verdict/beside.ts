import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Which projects of a run are under way, each in a process of its own: a marker file each, which holds the id of
 * the process that started them all.
 */
export class Beside {
  readonly #folder: string;

  constructor(results: string) {
    this.#folder = join(results, 'under-way');
  }

  /** Marks a project as under way. */
  begin(project: string): void {
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(join(this.#folder, project), String(process.pid));
  }

  /** The project has ended. */
  end(project: string): void {
    rmSync(join(this.#folder, project), { force: true });
  }

  /** The other projects that are still under way; markers of a process that is gone do not count. */
  others(project: string): string[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder).filter((name) => name !== project && isAlive(join(this.#folder, name)));
  }
}

function isAlive(file: string): boolean {
  try {
    return process.kill(Number(readFileSync(file, 'utf8')), 0);
  } catch {
    return false;
  }
}
