/** Steps that ask the new host. */
export const ofHost = [
  'beyond.clock',
  'beyond.kernel',
  'beyond.old-host-references',
  'network.dns',
  'network.listeners',
  'network.tls',
  'requirements.disk-space',
  'requirements.memory-cpu',
  'requirements.open-files',
  'requirements.storage-path',
  'services.conf',
  'services.ports',
  'sso.configuration',
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
  'beyond.old-host-references',
  'network.dns',
  'network.listeners',
  'network.tls',
  'services.conf',
  'services.ports',
  'sso.configuration',
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
  'beyond.audit',
  'beyond.configuration',
  'data.attributes',
  'data.deduplication',
  'data.error-counts',
  'data.projects',
  'data.retention',
  'data.sampling',
  'data.tokens',
  'login.accounts',
  'reports.configuration',
  'sso.configuration',
  'symbol-servers.lists',
  'symbol-servers.present',
  'symbols.missing',
  'symbols.uploaded',
  'workflows.configuration',
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
/** Steps that make a workflow fire, or a ticket. */
export const ofWorkflows = ['workflows.fire', 'workflows.links', 'workflows.ticket'];
/** Steps of listeners, TLS and names. */
export const ofNetwork = ['network.dns', 'network.listeners', 'network.tls'];
/** Steps that read the configuration database of the new server. */
export const ofConfiguration = [
  ...ofPair,
  ...ofSubmission,
  ...ofSymbold,
  ...ofNetwork,
  ...ofWorkflows,
  'beyond.old-host-references',
  'login.works',
  'reports.send',
  'requirements.storage-path',
  'startup.firewall',
  'startup.listening',
];
/** Steps of the side services. */
export const ofServices = ['services.conf', 'services.ports', 'services.status'];
/** Steps that need a session on the new server. */
export const ofSession = [...ofConfiguration, ...ofServices, 'beyond.project-health', 'startup.version'];
/** Steps that ask the new server for anything. */
export const ofServer = [...ofSession, 'beyond.clock', 'startup.is-configured', 'startup.restart'];
