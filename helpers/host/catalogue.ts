import { withoutTrailing } from '../trailing.ts';
import { anyKnownBad } from './known-bad.ts';
import { addressesFact, parseAddresses } from './parse/addresses.ts';
import { bootIdFact, parseBootId } from './parse/boot-id.ts';
import { clockFact, parseClock } from './parse/clock.ts';
import { confFact, parseConf } from './parse/conf.ts';
import { crashReportConfFact, parseCrashReportConf } from './parse/crash-report-conf.ts';
import { disksFact, parseDisks } from './parse/disks.ts';
import { hostnameFact, parseHostname } from './parse/hostname.ts';
import { inodesFact, parseInodes } from './parse/inodes.ts';
import { type JournalLine, journalFact, parseJournal, parseSought } from './parse/journal.ts';
import { loadFact, parseLoad } from './parse/load.ts';
import { memoryFact, parseMemory } from './parse/memory.ts';
import { namedHostsFact, parseNamedHosts } from './parse/named-hosts.ts';
import { openFilesFact, parseOpenFiles } from './parse/open-files.ts';
import { parseProcessGroups, processGroupsFact } from './parse/process-groups.ts';
import { parseProcessStats, processStatsFact } from './parse/process-stats.ts';
import { ownProcess, parseProcesses, processesFact } from './parse/processes.ts';
import { parseSamlConf, samlConfFact } from './parse/saml-conf.ts';
import { mostLines, parseSideConf, sideConfFact } from './parse/side-conf.ts';
import { parseSideFiles, sideFilesFact } from './parse/side-files.ts';
import { parseSideProcesses, sideProcessesFact } from './parse/side-processes.ts';
import { parseSideUnitFiles, sideUnitFilesFact } from './parse/side-unit-files.ts';
import { parseSideUnits, sideUnitsFact } from './parse/side-units.ts';
import { parseSockets, socketsFact } from './parse/sockets.ts';
import { parseStorage, storageFact } from './parse/storage.ts';
import { parseStorageEntries, storageEntriesFact } from './parse/storage-entries.ts';
import { parseSysctlFiles, sysctlFilesFact } from './parse/sysctl-files.ts';
import { parseUnits, unitsFact } from './parse/units.ts';
import { parseUptime, uptimeFact } from './parse/uptime.ts';
import { parseUser, userFact } from './parse/user.ts';
import { parseVersion, versionFact } from './parse/version.ts';
import { parseVolumes, volumesFact } from './parse/volumes.ts';
import { parseWholeNumber, wholeNumberFact } from './parse/whole-number.ts';
import { ask, type HostQuestion } from './question.ts';
import { quote } from './quote.ts';
import { serviceUnits } from './service-units.ts';

const unitProperties =
  'Id,Description,LoadState,UnitFileState,ActiveState,SubState,Result,NRestarts,MainPID,User,ExecMainStartTimestamp,ActiveEnterTimestamp,FragmentPath,NeedDaemonReload';
const sysctlFiles =
  '/etc/sysctl.conf /etc/sysctl.d/*.conf /run/sysctl.d/*.conf /usr/local/lib/sysctl.d/*.conf /usr/lib/sysctl.d/*.conf';
/** Names under which symbold may log: UNKNOWN, so that all of them are asked for at once. */
const symboldMatches = ['symbold', 'backtrace-symbold']
  .flatMap((name) => [`SYSLOG_IDENTIFIER=${name}`, `_SYSTEMD_UNIT=${name}.service`])
  .join(' + ');
/** So many lines of what each of them logged are read at most. */
export const journalLines: Readonly<Record<string, number>> = {
  'coronerd.service': 5_000,
  'backtrace-proxy.service': 2_000,
  'backtrace-nginx.service': 2_000,
  'coronerd-crash-report.service': 2_000,
};
/** So many lines that are known to be bad are read at most, of all of them together. */
export const soughtLines = 500;
/** So many lines of what symbold logged are read at most. */
export const symboldJournalLines = 10_000;
/** So many lines of what the kernel logged are read at most. */
export const kernelLogLines = 2_000;
const sideUnitProperties =
  'Id,Type,LoadState,UnitFileState,ActiveState,SubState,Result,MainPID,User,TriggeredBy';
/** Where the docs have the configuration of this service, unlike that of others. */
const samlConf = '/opt/backtrace/backtrace-saml/saml.json';
/** Of what another program would read in place of them, such as sites that are not enabled, nothing. */
const configurationFiles = `/etc/coronerd /etc/backtrace ${samlConf} /etc/nginx/nginx.conf /etc/nginx/conf.d /etc/nginx/sites-enabled /etc/nginx/snippets /opt/backtrace/nginx/conf`;
/** Where the installation guide has symbols, configuration and logs. */
const otherFolders = '/var/symbold /etc/coronerd /var/log';
const MiB = 1024 * 1024;

/** The newest lines first, so that it is the oldest that are missing where there are too many; long ones whole. */
const journalctl = 'journalctl --no-pager --output=json --all --reverse';

function askJournal(unit: (typeof serviceUnits)[number]): HostQuestion<JournalLine[]> {
  return ask(
    `what ${unit} logged`,
    `${journalctl} --lines=${journalLines[unit]} --unit=${unit}`,
    [parseJournal, journalFact],
    { root: true, seconds: 15, bytes: 8 * MiB },
  );
}

/** Everything that a look asks a host. The clock comes first, so that it is read soon after it is asked. */
export const catalogue = {
  clock: ask('time of the host', 'date +%s.%N', [parseClock, clockFact]),
  user: ask('who the pack is logged in as', 'id', [parseUser, userFact]),
  hostname: ask('the name the host has for itself', 'hostname -f', [parseHostname, hostnameFact]),
  bootId: ask('which machine it is, since its last boot', 'cat /proc/sys/kernel/random/boot_id', [
    parseBootId,
    bootIdFact,
  ]),
  version: ask('version of the installed binary', '/opt/backtrace/sbin/coronerd -v', [
    parseVersion,
    versionFact,
  ]),
  units: ask(
    'state of the services',
    `systemctl show --no-pager --property=${unitProperties} ${serviceUnits.join(' ')}`,
    [parseUnits, unitsFact],
    { seconds: 10 },
  ),
  processes: ask(
    'processes with owner and memory',
    'ps -ewwo pid=,ppid=,user:32=,rss=,args=',
    [parseProcesses, processesFact],
    { bytes: 4 * MiB, shown: ownProcess },
  ),
  processStats: ask(
    'processor time and start of each process',
    'cat /proc/[0-9]*/stat',
    [parseProcessStats, processStatsFact],
    { bytes: 4 * MiB },
  ),
  openFiles: ask(
    'limit of open files of each process',
    'grep -Hs "^Max open files" /proc/[0-9]*/limits',
    [parseOpenFiles, openFilesFact],
    { bytes: 2 * MiB },
  ),
  processGroups: ask('groups of each process', 'grep -Hs "^G[ir]" /proc/[0-9]*/status', [
    parseProcessGroups,
    processGroupsFact,
  ]),
  memory: ask('memory and swap', 'cat /proc/meminfo', [parseMemory, memoryFact]),
  load: ask('load', 'cat /proc/loadavg', [parseLoad, loadFact]),
  uptime: ask('time since the boot', 'cat /proc/uptime', [parseUptime, uptimeFact]),
  cpus: ask('number of processors', 'nproc --all', [parseWholeNumber, wholeNumberFact]),
  disks: ask('space of the file systems', 'df -P -T -B1', [parseDisks, disksFact]),
  volumes: ask(
    'the file systems that hold the directories of the server',
    `df -B1 --output=source,fstype,size,used,avail,pcent,ipcent,target,file -- {storagePaths} ${otherFolders}`,
    [parseVolumes, volumesFact],
    { root: true },
  ),
  inodes: ask('inodes of the file systems', 'df -P -i', [parseInodes, inodesFact]),
  maxMapCount: ask('memory maps a process may have', 'cat /proc/sys/vm/max_map_count', [
    parseWholeNumber,
    wholeNumberFact,
  ]),
  maxMapCountPersisted: ask(
    'the same after the next boot',
    `grep -Hs "^[^#]*vm.max_map_count" ${sysctlFiles}`,
    [parseSysctlFiles, sysctlFilesFact],
  ),
  sockets: ask('listening sockets with their owners', 'ss -lntp', [parseSockets, socketsFact], {
    root: true,
  }),
  conf: ask('configuration of coronerd', 'cat /etc/coronerd/coronerd.conf', [parseConf, confFact], {
    root: true,
    secret: true,
  }),
  crashReportConf: ask(
    "where the server's own crash reports go",
    'cat /etc/coronerd/coroner.cf',
    [parseCrashReportConf, crashReportConfFact],
    { root: true, secret: true },
  ),
  storage: ask(
    'the storage directories',
    "stat -L -c '%n|%F|%U|%G|%a|%g' {storagePaths}",
    [parseStorage, storageFact],
    { root: true },
  ),
  storageEntries: ask(
    'what the storage directories hold',
    String.raw`find {storageFolders} -mindepth 1 -maxdepth 3 -printf '%y|%u|%p\n'`,
    [parseStorageEntries, storageEntriesFact],
    { root: true, seconds: 15 },
  ),
  journal: ask(
    'what coronerd logged',
    `${journalctl} --lines=${journalLines['coronerd.service']} --unit=coronerd.service`,
    [parseJournal, journalFact],
    { root: true, seconds: 30, bytes: 16 * MiB },
  ),
  proxyJournal: askJournal('backtrace-proxy.service'),
  nginxJournal: askJournal('backtrace-nginx.service'),
  crashReportJournal: askJournal('coronerd-crash-report.service'),
  symboldJournal: ask(
    'what symbold logged, under whichever of its names',
    `${journalctl} --lines=${symboldJournalLines} ${symboldMatches}`,
    [parseJournal, journalFact],
    { root: true, seconds: 20, bytes: 16 * MiB },
  ),
  kernelLog: ask(
    'what the kernel logged since the boot',
    `${journalctl} --lines=${kernelLogLines} --dmesg`,
    [parseJournal, journalFact],
    { root: true, seconds: 15, bytes: 8 * MiB },
  ),
  addresses: ask('the addresses of the host', 'hostname -I', [parseAddresses, addressesFact]),
  sideUnits: ask(
    'units of the side services',
    `systemctl show --no-pager --all --property=${sideUnitProperties} 'backtrace-*'`,
    [parseSideUnits, sideUnitsFact],
    { seconds: 10 },
  ),
  // A pattern of `systemctl show` stands for units in memory only.
  sideUnitFiles: ask(
    'unit files of the side services, also of those that were never started',
    "systemctl list-unit-files --no-pager --no-legend --full 'backtrace-*'",
    [parseSideUnitFiles, sideUnitFilesFact],
    { seconds: 10 },
  ),
  sideProcesses: ask('which process belongs to which of them', 'grep -aHs "backtrace-" /proc/[0-9]*/cgroup', [
    parseSideProcesses,
    sideProcessesFact,
  ]),
  sideFiles: ask(
    'what is in the directories of the side services',
    String.raw`find -L /etc/backtrace/ ${samlConf} -maxdepth 2 -printf '%y|%Y|%u|%g|%m|%s|%l|%p\n'`,
    [parseSideFiles, sideFilesFact],
    { root: true },
  ),
  sideConf: ask(
    'configuration of the side services',
    `grep -aHs -m ${mostLines} -D skip -d skip "" /etc/backtrace/*/* ${samlConf}`,
    [parseSideConf, sideConfFact],
    { root: true, secret: true, bytes: 4 * MiB },
  ),
  samlConf: ask('configuration of single sign-on', `cat ${samlConf}`, [parseSamlConf, samlConfFact], {
    root: true,
    secret: true,
  }),
  namedHosts: ask(
    'hosts that configuration files name',
    `grep -RIHn -D skip -E "[A-Za-z0-9][.][A-Za-z0-9]|//|:[0-9A-Fa-f]*:" ${configurationFiles}`,
    [parseNamedHosts, namedHostsFact],
    { root: true, secret: true, seconds: 10, bytes: 8 * MiB },
  ),
  // The last one: on a busy host it takes the longest.
  knownBad: ask(
    'whatever they logged since the boot that is known to be bad, however much was said since',
    `${journalctl} --boot --lines=${soughtLines} --case-sensitive=no --grep='${anyKnownBad}' ${serviceUnits.map((unit) => `--unit=${unit}`).join(' ')}`,
    [parseSought, journalFact],
    { root: true, seconds: 10, bytes: 4 * MiB },
  ),
};

export type FactKey = keyof typeof catalogue;
/** What the answer to a question says. */
export type FactOf<K extends FactKey> = ReturnType<(typeof catalogue)[K]['parse']>;

/** Every key, in the order in which a look asks. */
export const factKeys = Object.keys(catalogue) as FactKey[];

/** The command line of a question. Storage paths must be absolute, else RangeError. */
export function commandOf(key: FactKey, storagePaths: readonly string[]): string {
  const relative = storagePaths.find((path) => !path.startsWith('/'));
  if (relative !== undefined)
    throw new RangeError(`storage path ${JSON.stringify(relative)} is not absolute`);
  // With a slash at its end, `find` looks into a folder that is a symbolic link.
  const folders = storagePaths.map((path) => `${withoutTrailing(path, '/')}/`);
  return catalogue[key].command
    .replace('{storagePaths}', () => storagePaths.map(quote).join(' '))
    .replace('{storageFolders}', () => folders.map(quote).join(' '));
}
