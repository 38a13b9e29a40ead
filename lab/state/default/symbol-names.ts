import type { Random } from '../random.ts';

const stems = ['kernel', 'gdi', 'user', 'render', 'audio', 'net', 'crypto', 'shader', 'media', 'Größe', 'io'];

/** So many names for the lists of a symbol server, all different: `file`, or `file,debugId` where `withIds`. */
export function symbolNames(random: Random, count: number, withIds = false): string[] {
  const names = new Set<string>();
  while (names.size < count) {
    const file = `${random.pick(stems)}${random.integer(1, 64)}.pdb`;
    const id = `${random.hex(32).toUpperCase()}${random.integer(1, 9)}`;
    names.add(withIds || random.chance(0.2) ? `${file},${id}` : file);
  }
  return [...names];
}
