import { probeProject, probeUniverse } from '../state/probe-project.ts';
import { integerOf, rowsOf } from '../state/row.ts';
import type { ConsoleBehaviour, ServerState } from '../state/types.ts';
import { changed, type Fault, present, replyWith } from './fault.ts';
import { inOneGo, inThisOrder, onOneLine, type Said } from './said.ts';

type Trouble = NonNullable<ConsoleBehaviour['triage']>[number]['trouble'];

function consoleFault(red: string, description: string, says: Said, behaviour: ConsoleBehaviour): Fault {
  const apply = changed((state) => {
    state.behaviour.console = { ...state.behaviour.console, ...behaviour };
  });
  return { description, red: [red], says, apply };
}

/** A project that is not the one that everything else is tried out with, in the universe of the administrator. */
function someProject(state: ServerState): number {
  const [home] = rowsOf(state, 'universe').filter(({ name }) => name === probeUniverse);
  const projects = rowsOf(state, 'project').filter((row) => row.universe === home?.id && row.deleted === 0);
  return integerOf(
    present(
      projects.find(({ name }) => name !== probeProject),
      'project',
    ),
    'pid',
  );
}

/** A fault in the triage view of one project. */
function triageFault(trouble: Trouble, description: string, says: Said): Fault {
  const apply = changed((state) => {
    state.behaviour.console = { ...state.behaviour.console, triage: [{ pid: someProject(state), trouble }] };
  });
  return { description, red: ['ui.triage'], says, apply };
}

/** Faults of the section General UI, and of link sharing. */
export const uiFaults: Record<string, Fault> = {
  'login-page-broken': {
    description: 'the login page of the console is not there, though the API lets in',
    red: ['ui.about', 'ui.triage', 'ui.applets', 'services.link-sharing'],
    also: ['sso.button', 'sso.login', 'sso.settings-page'],
    outcome: 'error',
    says: onOneLine('login in the browser at ', 'HTTP 502'),
    apply: changed((state) => {
      const headers = { 'content-type': 'text/html' };
      replyWith(state, { path: '/login', status: 502, headers, body: '<h1>Bad Gateway</h1>' });
    }),
  },
  'login-redirects-elsewhere': {
    description: 'the console still sends people to the old host, over http',
    red: [
      'ui.about',
      'ui.triage',
      'ui.applets',
      'services.link-sharing',
      'sso.button',
      'sso.login',
      'sso.settings-page',
    ],
    outcome: 'error',
    says: onOneLine('the console redirects to http://old.backtrace.test', 'nothing was typed', 'NEW_URL'),
    apply: changed((state) => {
      const headers = { location: 'http://old.backtrace.test/login' };
      replyWith(state, { path: '/login', status: 302, headers, body: '' });
    }),
  },
  'about-stale': consoleFault(
    'ui.about',
    'Help > About shows the version of another server',
    inThisOrder('versions that About shows', '1.40.2'),
    { about: '1.40.2' },
  ),
  'about-names-no-coronerd': {
    description: 'Help > About shows the number of the console only',
    red: ['ui.about'],
    outcome: 'error',
    says: /About shows no version like 1\./,
    apply: changed((state) => {
      state.behaviour.console = { ...state.behaviour.console, about: '' };
    }),
  },
  'triage-banner': triageFault(
    'banner',
    'the triage view of a project shows an error',
    inOneGo('acme/', /[^:]+/, ': error banner'),
  ),
  'triage-exception': triageFault(
    'exception',
    'a script of the triage view of a project fails',
    inOneGo('acme/', /[^:]+/, ': uncaught exception'),
  ),
  'triage-failing-request': triageFault(
    'failing-request',
    'a request of the triage view of a project is refused, which nobody sees',
    onOneLine(/acme\/[^:/]+: failing request: POST /, /HTTP 4\d\d/),
  ),
  'triage-blank': triageFault(
    'blank',
    'the triage view of a project is blank',
    inOneGo('acme/', /[^:]+/, ': the page is blank'),
  ),
  'triage-never-loads': triageFault(
    'never-loads',
    'the triage view of a project loads for ever',
    inOneGo('acme/', /[^:]+/, ': no count of errors was shown within'),
  ),
  'triage-wrong-count': triageFault(
    'wrong-count',
    'the triage view of a project shows fewer errors than there are',
    inOneGo('acme/', /[^:]+/, ': shows ', /\d+/, ' errors, the API counts ', /\d+/),
  ),
  'applet-error': consoleFault(
    'ui.applets',
    'a page of the organization settings cannot be made',
    /organization > Users: (error banner|failing request)/,
    { applets: [{ applet: 'organization/users', trouble: 'error' }] },
  ),
  'applet-error-of-project': {
    description: 'a page of the settings of one project cannot be made',
    red: ['ui.applets'],
    says: /^acme\/[^>]* > Symbol servers: (error banner|failing request)/,
    apply: changed((state) => {
      const pid = someProject(state);
      const applets = [{ applet: 'project/symbol/servers', pid, trouble: 'error' as const }];
      state.behaviour.console = { ...state.behaviour.console, applets };
    }),
  },
  'applet-error-behind-a-button': {
    description: 'a page of the organization settings cannot be made, in a console whose menus are buttons',
    red: ['ui.applets'],
    says: /^organization > Teams: (error banner|failing request)[^\n]*$/,
    apply: changed((state) => {
      state.console = { generation: 'G3', ...state.console, menuEntries: 'buttons' };
      const applets = [{ applet: 'organization/teams', trouble: 'error' as const }];
      state.behaviour.console = { ...state.behaviour.console, applets };
    }),
  },
  'applet-leads-in-a-circle': {
    description: 'a page of the organization settings cannot be opened, though all others can',
    red: ['ui.applets'],
    says: onOneLine('organization > Teams: ', 'ERR_TOO_MANY_REDIRECTS'),
    apply: changed((state) => {
      replyWith(state, {
        path: '/settings/teams',
        status: 302,
        headers: { location: '/settings/teams' },
        body: '',
      });
    }),
  },
  'applet-vanished': consoleFault(
    'ui.applets',
    'a page is gone from the menus of the project settings',
    /the menu of the settings \(G3\) has no "Deduplication"/,
    { applets: [{ applet: 'project/deduplication', trouble: 'vanished' }] },
  ),
  'applet-vanished-of-organization': consoleFault(
    'ui.applets',
    'a page is gone from the menu of the organization settings that only superusers see',
    /^organization: the menu of the settings \(G3\) has no "SMTP"$/,
    { applets: [{ applet: 'organization/smtp', trouble: 'vanished' }] },
  ),
  'link-old-host': consoleFault(
    'services.link-sharing',
    'shared links name the old server',
    inThisOrder('hosts that the link may name', 'old.backtrace.test'),
    { share: { linkHost: 'old.backtrace.test' } },
  ),
  'link-dead': consoleFault('services.link-sharing', 'shared links do not open', /HTTP 404/, {
    share: { dead: true },
  }),
  'link-other-page': consoleFault(
    'services.link-sharing',
    'shared links open another page',
    /page that the link opens in a fresh tab/,
    { share: { otherPage: true } },
  ),
};
