import type { FileNode } from '../machine/files.ts';
import type { Call } from './tool.ts';

/** A file that was opened for reading, or why it could not be, in the words of strerror(3). */
export type Opened = { node: FileNode; text: string } | { error: string };

/** Opens a regular file with the rights of the login. */
export function open({ view, login }: Pick<Call, 'view' | 'login'>, path: string): Opened {
  const node = view.files.find(path);
  if (node === undefined) return { error: 'No such file or directory' };
  if (!view.files.allows(login, node, 'read')) return { error: 'Permission denied' };
  if (node.kind === 'directory') return { error: 'Is a directory' };
  if (node.damaged) return { error: 'Input/output error' };
  return { node, text: node.read() };
}
