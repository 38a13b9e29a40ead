import { randomBytes } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { SymbolArchive } from '../../state/types.ts';
import { mishandles } from '../behaviour/symbols.ts';
import type { Coronerd } from '../coronerd.ts';
import { installSymbols } from './install.ts';
import { type Unpacked, unpackSymbols } from './unpack.ts';

/** Queues an uploaded archive; it is listed once its processing begins, and what comes of that is told by its status only. */
export function acceptArchive(coronerd: Coronerd, pid: number, bytes: Buffer, tag: string): void {
  const { state } = coronerd;
  if (mishandles(state.behaviour, 'archive-never-listed')) return;
  const archive: SymbolArchive = {
    archiveId: randomBytes(8).toString('hex'),
    tag,
    uploadedAt: coronerd.now(),
    size: bytes.length,
    status: 'processing',
    newSymbols: 0,
    duplicateSymbols: 0,
    invalidSymbols: 0,
    errors: [],
  };
  coronerd.work.add(() => {
    state.archives ??= {};
    state.archives[pid] ??= [];
    state.archives[pid].push(archive);
    return process(coronerd, pid, archive, bytes);
  });
}

async function process(
  coronerd: Coronerd,
  pid: number,
  archive: SymbolArchive,
  bytes: Buffer,
): Promise<void> {
  try {
    if (mishandles(coronerd.state.behaviour, 'archive-error')) {
      throw new Error('the archive cannot be extracted: no space left on device');
    }
    const files = await unpackSymbols(bytes);
    if (files.length === 0) throw new Error('the archive holds no symbol file (.sym)');
    for (const file of files) {
      install(coronerd, pid, archive, file);
      await turn();
    }
  } catch (failure) {
    archive.errors.push(reasonOf(failure));
  }
  archive.status = archive.newSymbols + archive.duplicateSymbols > 0 ? 'done' : 'error';
}

function install(coronerd: Coronerd, pid: number, archive: SymbolArchive, { name, bytes }: Unpacked): void {
  try {
    const content = Buffer.from(bytes).toString('utf8');
    const { tag, archiveId } = archive;
    if (installSymbols(coronerd, pid, content, { tag, archiveId }) === 'new') archive.newSymbols++;
    else archive.duplicateSymbols++;
  } catch (failure) {
    archive.invalidSymbols++;
    archive.errors.push(`${name}: ${reasonOf(failure)}`);
  }
}

function reasonOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
