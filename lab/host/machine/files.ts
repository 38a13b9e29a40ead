import type { HostFile } from '../../state/types.ts';
import type { Login } from './accounts.ts';
import { procChildren, procFile } from './procfs.ts';
import type { View } from './view.ts';

/** A file or directory of the simulated machine. */
export interface FileNode {
  path: string;
  kind: HostFile['kind'];
  owner: string;
  group: string;
  mode: string;
  target?: string;
  /** Reading it fails. */
  damaged?: boolean;
  /** Text of a regular file. */
  read(): string;
}

/** The files of the machine at one instant: those of the state, the directories above them, and /proc. */
export class Files {
  readonly #view: Omit<View, 'files'>;
  #children: Map<string, Set<string>> | undefined;

  constructor(view: Omit<View, 'files'>) {
    this.#view = view;
  }

  /** The node at a path, its symbolic links in the directories followed; undefined where there is none. */
  find(path: string, follow = true, depth = 0): FileNode | undefined {
    if (depth > 20) return undefined;
    const clean = normalize(path);
    const parent = clean === '/' ? undefined : this.find(parentOf(clean), true, depth + 1);
    if (clean !== '/' && parent?.kind !== 'directory') return undefined;
    const real = parent === undefined ? '/' : join(parent.path, nameOf(clean));
    const node = this.#node(real);
    // A slash at the end of a path follows the link before it, as in lstat(2).
    if ((!follow && !path.endsWith('/')) || node?.kind !== 'symlink') return node;
    const target = node.target ?? '';
    return this.find(target.startsWith('/') ? target : join(parentOf(real), target), true, depth + 1);
  }

  /** Names in a directory, in no particular order; empty where it is none. */
  list(path: string): string[] {
    const node = this.find(path);
    if (node?.kind !== 'directory') return [];
    const proc = procChildren(this.#view, node.path);
    return proc ?? [...(this.#tree().get(node.path) ?? [])];
  }

  /** Whether the permission bits let a login read, or enter, a path. */
  allows(login: Login, node: FileNode, right: 'read' | 'enter'): boolean {
    if (login.uid === 0) return true;
    if (node.path !== '/') {
      const parent = this.find(parentOf(node.path));
      if (parent !== undefined && !this.allows(login, parent, 'enter')) return false;
    }
    const digits = node.mode.padStart(3, '0').slice(-3);
    const digit = login.user === node.owner ? digits[0] : login.user === node.group ? digits[1] : digits[2];
    return (Number(digit) & (right === 'read' ? 4 : 1)) !== 0;
  }

  #node(path: string): FileNode | undefined {
    const proc = procFile(this.#view, path);
    if (proc !== undefined) return proc;
    const file = this.#view.host.files[path];
    if (file !== undefined) return { ...file, path, read: () => this.#content(file) };
    if (!this.#tree().has(path)) return undefined;
    return { path, kind: 'directory', owner: 'root', group: 'root', mode: '755', read: () => '' };
  }

  #content(file: HostFile): string {
    return (file.content ?? '').replace(/\{\{port:(\d+)\}\}/g, (_, id) =>
      String(this.#view.port(Number(id))),
    );
  }

  #tree(): Map<string, Set<string>> {
    if (this.#children !== undefined) return this.#children;
    const { host } = this.#view;
    const children = new Map<string, Set<string>>([['/', new Set()]]);
    const directories = [...host.filesystems.map((filesystem) => filesystem.mount), '/proc', '/tmp'];
    for (const path of [...directories, ...Object.keys(host.files)]) hang(children, normalize(path));
    for (const path of directories) children.set(normalize(path), children.get(normalize(path)) ?? new Set());
    this.#children = children;
    return children;
  }
}

function hang(children: Map<string, Set<string>>, path: string): void {
  for (let at = path; at !== '/'; at = parentOf(at)) {
    const parent = parentOf(at);
    const names = children.get(parent) ?? new Set();
    if (names.has(nameOf(at))) return;
    children.set(parent, names.add(nameOf(at)));
  }
}

function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** `/a` and `b` -> `/a/b`. */
export function join(directory: string, name: string): string {
  return directory.endsWith('/') ? `${directory}${name}` : `${directory}/${name}`;
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

/** Last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
