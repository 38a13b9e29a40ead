import { createHash } from 'node:crypto';
import type { JournalLine } from '../../state/types.ts';
import { uidOf } from './accounts.ts';
import { unitId } from './unit.ts';
import type { View } from './view.ts';

/** An entry of the journal. */
export interface JournalEntry extends Omit<JournalLine, 'secondsAgo'> {
  /** With its suffix; null for the kernel. */
  unit: string | null;
  /** ms of true time. */
  at: number;
}

/** The whole journal, oldest entry first. */
export function journalEntries(view: View): JournalEntry[] {
  const before = view.host.journal.map(({ secondsAgo, ...line }) => {
    return { ...line, at: view.startedAt - secondsAgo * 1000 };
  });
  const entries = [...before, ...view.logged].map((line) => {
    return { ...line, unit: line.unit === null ? null : unitId(line.unit) };
  });
  return entries.sort((a, b) => a.at - b.at);
}

/** Whether an entry is about a unit: written by its processes, or by systemd about it (journalctl --unit). */
export function isAbout(entry: JournalEntry, unit: string): boolean {
  return entry.transport !== 'kernel' && entry.unit === unit;
}

/** Fields of an entry as journald stores them; times in microseconds. */
export function journalFields(view: View, entry: JournalEntry, number: number): [string, string][] {
  const { host } = view;
  const boot = entry.at < view.bootedAt ? 'earlier' : 'this';
  const bootId = digest(`${host.hostname} ${boot} boot`);
  const micros = (ms: number) => String(Math.round(ms * 1000));
  const real = micros(entry.at + view.ahead);
  const monotonic = micros(Math.max(0, entry.at - view.bootedAt));
  const cursor = `s=${digest(`${host.hostname} seqnum`)};i=${(number + 1).toString(16)};b=${bootId}`;
  const place = `m=${Number(monotonic).toString(16)};t=${Number(real).toString(16)}`;
  return [
    ['__CURSOR', `${cursor};${place};x=${digest(entry.message).slice(0, 16)}`],
    ['__REALTIME_TIMESTAMP', real],
    ['__MONOTONIC_TIMESTAMP', monotonic],
    ['_BOOT_ID', bootId],
    ['_TRANSPORT', entry.transport],
    ['PRIORITY', String(entry.priority)],
    ['SYSLOG_IDENTIFIER', entry.identifier],
    ['_MACHINE_ID', digest(host.hostname)],
    ['_HOSTNAME', host.hostname.split('.')[0] ?? ''],
    ...sourceFields(view, entry, { real, monotonic }),
    ['MESSAGE', entry.message],
  ];
}

function sourceFields(
  view: View,
  entry: JournalEntry,
  time: { real: string; monotonic: string },
): [string, string][] {
  if (entry.transport === 'kernel') {
    return [
      ['SYSLOG_FACILITY', '0'],
      ['_SOURCE_MONOTONIC_TIMESTAMP', time.monotonic],
    ];
  }
  const bySystemd = entry.identifier === 'systemd';
  const process = view.processes.find((one) => one.pid === entry.pid);
  const unit = bySystemd ? 'init.scope' : entry.unit;
  const uid = String(uidOf(process?.user ?? 'root', view.user));
  return [
    ['SYSLOG_FACILITY', '3'],
    ['_RUNTIME_SCOPE', 'system'],
    ['_UID', uid],
    ['_GID', uid],
    ['_PID', String(entry.pid)],
    ['_COMM', process?.comm ?? entry.identifier.slice(0, 15)],
    ...(process ? [['_CMDLINE', process.args] as [string, string]] : []),
    ...(unit === null ? [] : unitFields(unit)),
    ...(bySystemd && entry.unit !== null ? [['UNIT', entry.unit] as [string, string]] : []),
    entry.transport === 'stdout'
      ? ['_STREAM_ID', digest(`${entry.unit} stream`)]
      : ['_SOURCE_REALTIME_TIMESTAMP', time.real],
  ];
}

function unitFields(unit: string): [string, string][] {
  const slice = unit === 'init.scope' ? '' : '/system.slice';
  return [
    ['_SYSTEMD_CGROUP', `${slice}/${unit}`],
    ['_SYSTEMD_UNIT', unit],
    ['_SYSTEMD_SLICE', slice === '' ? '-.slice' : 'system.slice'],
  ];
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
