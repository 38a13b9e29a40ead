import { createHash } from 'node:crypto';
import type { Coronerd } from '../coronerd.ts';

interface Merge {
  type: 'merge' | 'unmerge';
  arguments: string[];
}

/** Merges groups of errors into one, or gives errors of a merged group their own fingerprint back. */
export function applyMerges(coronerd: Coronerd, pid: number, merges: Merge[]): void {
  for (const { type, arguments: fingerprints } of merges) {
    if (type === 'merge') merge(coronerd, pid, fingerprints);
    else unmerge(coronerd, pid, fingerprints);
  }
  coronerd.tables.changed(pid);
}

function merge(coronerd: Coronerd, pid: number, fingerprints: string[]): void {
  const merged = mergedFingerprint(fingerprints);
  for (const error of coronerd.tables.errors(pid)) {
    if (!fingerprints.includes(error.fingerprint)) continue;
    error.originalFingerprint ??= error.fingerprint;
    error.fingerprint = merged;
  }
}

/** A merged group's fingerprint is mostly leading zeros (contract §1.4). */
function mergedFingerprint(fingerprints: string[]): string {
  const digest = createHash('sha256').update(fingerprints.toSorted().join('\n')).digest('hex');
  return digest.slice(0, 8).padStart(64, '0');
}

function unmerge(coronerd: Coronerd, pid: number, fingerprints: string[]): void {
  for (const error of coronerd.tables.errors(pid)) {
    const original = error.originalFingerprint;
    if (original === undefined) continue;
    if (!fingerprints.includes(original) && !fingerprints.includes(error.fingerprint)) continue;
    error.fingerprint = original;
    delete error.originalFingerprint;
  }
}
