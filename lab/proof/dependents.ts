/** Steps that ask the new host. */
export const ofHost = [
  'beyond.clock',
  'beyond.kernel',
  'requirements.disk-space',
  'requirements.memory-cpu',
  'requirements.open-files',
  'requirements.storage-path',
  'startup.crash-report',
  'startup.firewall',
  'startup.listening',
  'startup.logs',
  'startup.restart',
  'startup.stays-running',
  'startup.units',
  'startup.version',
  'symbold.logs',
];
/** Steps that ask the new host for what only root may read. */
export const ofRoot = [
  'requirements.disk-space',
  'requirements.storage-path',
  'startup.crash-report',
  'startup.firewall',
  'startup.listening',
  'startup.logs',
  'startup.restart',
  'symbold.logs',
];
/** Steps that compare the two servers, project by project. */
export const ofPair = [
  'beyond.configuration',
  'data.attributes',
  'data.deduplication',
  'data.error-counts',
  'data.projects',
  'data.retention',
  'data.sampling',
  'data.tokens',
  'symbol-servers.lists',
  'symbol-servers.present',
  'symbols.missing',
  'symbols.uploaded',
];
/** Steps that submit errors. */
export const ofSubmission = [
  'submission.compare',
  'submission.flow',
  'submission.ids',
  'submission.query',
  'submission.reprocess',
  'submission.response',
  'submission.submit',
  'submission.symbol-upload',
  'submission.symbolication',
  'symbold.download',
];
/** Steps that ask for the symbol servers of the new server. */
export const ofSymbold = [
  'symbol-servers.counts',
  'symbol-servers.label',
  'symbold.download',
  'symbold.logs',
];
/** Steps that ask `/api/control`. */
export const ofControl = [
  'data.retention',
  'submission.flow',
  'submission.reprocess',
  'submission.symbolication',
];
/** Steps that read the configuration database of the new server. */
export const ofConfiguration = [
  ...ofPair,
  ...ofSubmission,
  ...ofSymbold,
  'requirements.storage-path',
  'startup.firewall',
  'startup.listening',
];
/** Steps that need a session on the new server. */
export const ofSession = [...ofConfiguration, 'beyond.project-health', 'startup.version'];
/** Steps that ask the new server for anything. */
export const ofServer = [...ofSession, 'beyond.clock', 'startup.is-configured', 'startup.restart'];
