import type { Effect } from '../helpers/settings/types.ts';

/** Where a step runs: Vitest projects `server` and `data`, Playwright projects `ui` and `sso`. */
export type Project = 'server' | 'data' | 'ui' | 'sso';

/** One line of the vendor's list. */
export interface Step {
  section: string;
  project: Project;
  effect: 'none' | Effect;
  /** A call that only reads, and comes before the effect is asked for: by the fixture that has the effect. */
  readsFirst?: string;
  /** What holds when the step passes. */
  title: string;
  /** How a person looks at the same thing by hand; said with every red outcome. */
  byHand: string;
}

type Line = { title: string; byHand: string; project?: Project; effect?: Effect; readsFirst?: string };

function section<Id extends string>(
  name: string,
  project: Project,
  lines: Record<Id, Line>,
  effect?: Effect,
) {
  const steps = Object.entries<Line>(lines).map(([id, line]) => [
    id,
    { section: name, project, effect: effect ?? 'none', ...line },
  ]);
  return Object.fromEntries(steps) as Record<Id, Step>;
}

/** Every step, in the order of the vendor's list. Ids are stable: JUnit cases and waivers carry them. */
export const checklist = {
  ...section('Startup/Service', 'server', {
    'startup.version': {
      title: 'coronerd is the expected version, installed and running',
      byHand: '/opt/backtrace/sbin/coronerd -v, and the version in the console under Help > About',
    },
    'startup.units': {
      title: 'coronerd, backtrace-proxy and backtrace-nginx are loaded, enabled and running',
      byHand: 'systemctl status coronerd backtrace-proxy backtrace-nginx',
    },
    'startup.restart': {
      title: 'coronerd, backtrace-proxy and backtrace-nginx can be stopped, queried and started',
      byHand: 'systemctl stop UNIT; systemctl status UNIT; systemctl start UNIT; journalctl -u UNIT',
      effect: 'restart',
    },
    'startup.stays-running': {
      title: 'coronerd stays running: the same monitor and child over time',
      byHand: 'systemctl status coronerd, twice: the PID of the child must not change',
    },
    'startup.listening': {
      title: 'coronerd listens on every port that it is configured for',
      byHand: 'sudo ss -lntp, against the listeners in coronerd.conf and in the console under Listeners',
    },
    'startup.firewall': {
      title: 'every port of the server can be reached from here',
      byHand: 'nc -vz HOST PORT from this machine; look at the firewall of the host and of the network',
    },
    'startup.logs': {
      title: 'the logs hold no abnormal messages since the service started',
      byHand: 'journalctl -u coronerd -p warning, and journalctl -k for the out-of-memory killer',
    },
    'startup.is-configured': {
      title: '/api/is_configured answers exactly 1',
      byHand: 'curl -i https://HOST/api/is_configured (there is no line break after the 1)',
    },
    'startup.crash-report': {
      title: 'coronerd-crash-report runs and reports to this server',
      byHand: 'systemctl status coronerd-crash-report; the write line of /etc/coronerd/coroner.cf',
    },
  }),
  ...section('Server Requirements', 'server', {
    'requirements.open-files': {
      title: 'coronerd may open enough files',
      byHand: 'grep "open files" /proc/PID-OF-THE-CHILD/limits; LimitNOFILE= in the unit',
    },
    'requirements.memory-cpu': {
      title: 'memory and CPU suffice, also compared with the old host',
      byHand: 'top; free -m; nproc',
    },
    'requirements.disk-space': {
      title: 'disks have space and inodes left, and room for the old data',
      byHand: 'df -h; df -i',
    },
    'requirements.storage-path': {
      title: 'errors are stored on the intended path and volume',
      byHand: 'storage.disks in /etc/coronerd/coronerd.conf; ls -l and findmnt -T on that path',
    },
  }),
  ...section(
    'Error Submission Flow',
    'server',
    {
      'submission.flow': {
        title: 'an error goes the whole way from submission to function names in time',
        byHand: 'submit an error, query it, read it back, as the single steps of this section do',
      },
      'submission.submit': {
        title: 'every submission listener accepts an error',
        byHand: 'curl --data-binary @report.json "https://HOST:6098/post?format=json&token=TOKEN"',
      },
      'submission.response': {
        title: 'the response is sane; malformed errors and wrong tokens are refused',
        byHand: 'the same curl with a broken report, and with a wrong token',
      },
      'submission.ids': {
        title: 'object id and transaction id of the submitted error are found',
        byHand: 'morgue list PROJECT --filter=hostname,equal,MARK --select=_tx',
      },
      'submission.query': {
        title: 'the query by that object id gives exactly that error',
        byHand: 'morgue list PROJECT --filter=_tx,equal,ID',
      },
      'submission.compare': {
        title: 'what is read back equals what was submitted',
        byHand: 'morgue get PROJECT OBJECT; morgue attachment list PROJECT OBJECT',
      },
      'submission.symbol-upload': {
        title: 'a symbol file is accepted, processed and listed',
        byHand: 'morgue put PROJECT symbols.zip --format=symbols; morgue symbol PROJECT archives',
      },
      'submission.reprocess': {
        title: 'reprocessing one error is accepted and finishes',
        byHand: 'morgue reprocess PROJECT OBJECT',
      },
      'submission.symbolication': {
        title: 'after reprocessing, addresses are functions, files and lines',
        byHand: 'morgue get PROJECT OBJECT --resource=json.gz, before and after',
      },
    },
    'submit',
  ),
  ...section('Symbolification', 'data', {
    'symbols.uploaded': {
      title: 'the uploaded symbols are those of the old server',
      byHand: 'morgue symbol PROJECT list on both servers',
    },
    'symbols.missing': {
      title: 'the missing symbols are those of the old server',
      byHand: 'morgue symbol PROJECT missing on both servers',
    },
    'symbol-servers.present': {
      title: 'custom symbol servers are configured as on the old server',
      byHand: 'Project settings > Symbols > Symbol servers, on both servers',
    },
    'symbol-servers.label': {
      title: 'no custom symbol server is labelled "Backtrace Server"',
      byHand: 'Project settings > Symbols > Symbol servers',
      project: 'server',
    },
    'symbol-servers.lists': {
      title: 'whitelist, blacklist and skiplist were brought over',
      byHand: 'morgue symbold whitelist|blacklist|skiplist list ID, on both servers',
    },
    'symbol-servers.counts': {
      title: 'download successes and failures look good',
      byHand: 'Symbol servers > Statistics and usage',
      project: 'server',
    },
    'symbold.logs': {
      title: 'symbold logs nothing irregular',
      byHand: 'journalctl -u backtrace-symbold; the log of each symbol server',
      project: 'server',
    },
    'symbold.download': {
      title: 'symbold downloads a known good symbol',
      byHand: 'reprocess an error that needs the symbol, then look at the log of the symbol server',
      project: 'server',
      effect: 'submit',
    },
  }),
  ...section('General UI', 'ui', {
    'ui.about': { title: 'Help > About shows the running version', byHand: 'Help > About' },
    'ui.triage': { title: 'the triage view of every project loads', byHand: 'open each project' },
    'ui.applets': { title: 'every configuration page opens', byHand: 'open each page of the settings' },
  }),
  ...section('Login/SSO', 'sso', {
    'login.accounts': {
      title: 'user accounts, teams and access were brought over',
      byHand: 'morgue users list, Organization settings > Users and Teams, on both servers',
      project: 'data',
    },
    'login.works': {
      title: 'accounts can log in, and a wrong password cannot',
      byHand: 'morgue login https://HOST',
      project: 'server',
    },
    'sso.configuration': {
      title: 'the SSO configuration is that of the old server',
      byHand: 'Organization settings > Single sign-on, on both servers',
      project: 'data',
    },
    'sso.settings-page': {
      title: 'the SSO settings page opens without error',
      byHand: 'Organization settings > Single sign-on > Test configuration',
    },
    'sso.button': { title: 'the login page offers Login via SSO', byHand: 'open the login page' },
    'sso.login': { title: 'a login through the identity provider works', byHand: 'Login via SSO' },
    'invitation.mail': {
      title: 'an invitation arrives by mail',
      byHand: 'Organization settings > Users > Send an invitation',
      effect: 'mail',
    },
    'invitation.link': {
      title: 'the link in the invitation works and names the new server',
      byHand: 'open the link of the mail',
      effect: 'mail',
    },
  }),
  ...section('Network/Endpoints/Certs', 'data', {
    'network.listeners': {
      title: 'the same listeners are set up',
      byHand: 'Organization settings > Listeners, on both servers',
    },
    'network.tls': {
      title: 'TLS of each listener matches, and its certificate is good',
      byHand: 'openssl s_client -connect HOST:PORT -servername NAME, on both servers',
    },
    'network.dns': {
      title: 'the names of the endpoints resolve to the new server',
      byHand: 'dig NAME A; dig NAME AAAA',
      project: 'server',
    },
  }),
  ...section('Misc. Services', 'server', {
    'services.link-sharing': {
      title: 'link sharing works',
      byHand: 'the chain icon of the console; open the copied link in a fresh tab',
      project: 'ui',
    },
    'services.conf': {
      title: 'each installed service has its configuration',
      byHand: 'ls -l /etc/backtrace/*/',
    },
    'services.status': { title: 'each installed service reports well', byHand: 'morgue service status' },
    'services.ports': {
      title: 'each installed service listens on its port',
      byHand: 'sudo ss -lntp | grep backtrace',
    },
  }),
  ...section('Workflows/Reports', 'server', {
    'workflows.configuration': {
      title: 'workflow configurations were ported over',
      byHand: 'morgue workflows connection|integration|alert list, on both servers',
      project: 'data',
    },
    'workflows.fire': {
      title: 'workflows fire and reach the third party',
      byHand: 'Project settings > Integrations > Test integration',
      effect: 'workflow',
      readsFirst: 'workflows.inError',
    },
    'workflows.links': {
      title: 'the links in notifications name the new server',
      byHand: 'open the links of a notification',
      effect: 'workflow',
    },
    'workflows.ticket': {
      title: 'a ticket can be created by hand',
      byHand: 'Triage > Link to issue > Create',
      effect: 'ticket',
    },
    'reports.configuration': {
      title: 'scheduled reports were ported over',
      byHand: 'morgue report list PROJECT, on both servers',
      project: 'data',
    },
    'reports.send': {
      title: 'a test report arrives by mail',
      byHand: 'morgue report send PROJECT ID ADDRESS',
      effect: 'mail',
    },
  }),
  ...section('Data', 'data', {
    'data.projects': {
      title: 'all projects exist',
      byHand: 'morgue projects list, on both servers',
    },
    'data.tokens': {
      title: 'all tokens are identical',
      byHand: 'morgue token list --project=PROJECT, on both servers',
    },
    'data.error-counts': {
      title: 'every project has the same number of errors',
      byHand: 'morgue list PROJECT --from 0 --to CUTOFF, on both servers',
    },
    'data.attributes': {
      title: 'attribute indices were ported over',
      byHand: 'morgue describe PROJECT, on both servers',
    },
    'data.deduplication': {
      title: 'deduplication rules were ported over',
      byHand: 'morgue deduplication list PROJECT --verbose, on both servers',
    },
    'data.retention': {
      title: 'retention settings were ported over, and are installed',
      byHand: 'morgue retention list, morgue retention status, on both servers',
    },
    'data.sampling': {
      title: 'sampling settings were ported over, and are in force',
      byHand: 'morgue sampling status, on both servers',
    },
  }),
  ...section('Beyond the list', 'server', {
    'beyond.clock': {
      title: 'the clocks of this machine, the new and the old host agree',
      byHand: 'timedatectl on each machine',
    },
    'beyond.project-health': {
      title: 'no project is flagged corrupted, and no quota is exhausted',
      byHand: 'Project settings > Overview; morgue repair for a corrupted project',
    },
    'beyond.kernel': {
      title: 'vm.max_map_count is as the installation guide wants it, also after a reboot',
      byHand: 'sysctl vm.max_map_count; grep -r max_map_count /etc/sysctl.conf /etc/sysctl.d',
    },
    'beyond.old-host-references': {
      title: 'nothing in the configuration names the old host',
      byHand: 'grep -r OLD-HOST /etc/coronerd /etc/backtrace',
    },
    'beyond.configuration': {
      title: 'every other kind of configuration was ported over',
      byHand: 'morgue bpg list --type=TYPE --raw, on both servers',
      project: 'data',
    },
    'beyond.audit': {
      title: 'the audit log was carried over',
      byHand: 'morgue audit extract, on both servers',
      project: 'data',
    },
  }),
} satisfies Record<string, Step>;

export type StepId = keyof typeof checklist;

/** The step's id, if the word is one. */
export function asStepId(word: string | undefined): StepId | undefined {
  return word !== undefined && Object.hasOwn(checklist, word) ? (word as StepId) : undefined;
}
