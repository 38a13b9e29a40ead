import type { ExpectedFrame } from '../payloads/probe-program.ts';
import type { StoredFrames } from './stored-frames.ts';

/**
 * Where the frames of a stored error are not those of the symbol file, one sentence each. White space in a function's
 * name and the folder of a source file may be written otherwise; the function, the file's own name and the line may not.
 */
export function frameDifferences(
  stored: StoredFrames | undefined,
  expected: readonly ExpectedFrame[],
): string[] {
  if (!stored) return ['there is no error to look at'];
  const { frames } = stored;
  const findings = expected.flatMap((wanted, place) => {
    const found = frames[place];
    if (!found) return [`frame ${place}: expected ${wanted.function}, received nothing`];
    const received = `${found.function ?? found.address ?? 'nothing'} at ${found.file}:${found.line}`;
    const sameFunction = plain(found.function) === plain(wanted.function);
    const sameFile = wanted.file === null || baseName(found.file) === baseName(wanted.file);
    const sameLine = wanted.line === null || found.line === wanted.line;
    if (sameFunction && sameFile && sameLine) return [];
    return [
      `frame ${place}: expected ${wanted.function} at ${wanted.file}:${wanted.line}, received ${received}`,
    ];
  });
  const more = frames.slice(expected.length).filter((frame) => frame.function !== null);
  return [...findings, ...more.map((frame) => `a frame more than expected: ${frame.function}`)];
}

function plain(name: string | null): string | undefined {
  return name?.replace(/\s+/g, '');
}

function baseName(path: string | null): string | undefined {
  return path?.split(/[\\/]/).at(-1);
}
