import type { ProbeProgram } from '../probe-program.ts';
import { packed, u16, u32, utf16, zeros } from './fields.ts';
import type { MinidumpFile } from './file.ts';

interface System {
  platform: number;
  version: [major: number, minor: number, build: number];
  description: string;
}

const systems: Record<ProbeProgram['system'], System> = {
  linux: { platform: 0x8201, version: [6, 1, 0], description: 'Linux 6.1.0-migration-probe x86_64' },
  windows: { platform: 2, version: [10, 0, 19045], description: '' },
};
const amd64 = 9;
const processor = { level: 6, revision: 0x9e0a, count: 2 };
const processId = 4321;
/** MINIDUMP_MISC1_PROCESS_ID and MINIDUMP_MISC1_PROCESS_TIMES. */
const miscFlags = 0b11;
const ranFor = 60;

/** The MINIDUMP_SYSTEM_INFO. */
export function systemInfo(file: MinidumpFile, system: ProbeProgram['system']): Uint8Array {
  const { platform, version, description } = systems[system];
  const text = file.place(utf16(description));
  return packed(
    u16(amd64, processor.level, processor.revision),
    Uint8Array.of(processor.count, 1),
    u32(...version, platform, text.offset),
    u16(0, 0),
    Buffer.from('GenuineIntel', 'latin1'),
    zeros(12),
  );
}

/** The MINIDUMP_MISC_INFO: process id, and that it was started a minute before the crash. */
export function miscInfo(timestamp: number): Uint8Array {
  return u32(24, miscFlags, processId, timestamp - ranFor, 1, 0);
}
