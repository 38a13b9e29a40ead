/**
 * What the pack relies on in the console: names and routes; `menus.ts` has what the menus of the settings offer.
 * `known` = the vendor wrote or drew it; `inferred` = a deduction that a console may prove wrong. CONSOLE_MAP names a
 * JSON file with corrections:
 * `{"labels": {"menu.about": ["Version"]}, "routes": {…}, "menus": {"organization": […], "project": […]}}`.
 */
export interface Wording {
  /** Accepted spellings, whatever their case; between slashes, regular expressions. */
  spellings: readonly string[];
  sure: 'known' | 'inferred';
  source: string;
}

const known = (source: string, ...spellings: string[]): Wording => ({ spellings, sure: 'known', source });
const inferred = (source: string, ...spellings: string[]): Wording => ({
  spellings,
  sure: 'inferred',
  source,
});

/** Names of fields, buttons, links and menu entries. */
export const labels = {
  'login.username': inferred(
    'vendor text always says username and password; the labels are in no picture',
    'Username',
    'User name',
    '/^(username|user name|login|e-?mail)\\b/',
  ),
  'login.password': inferred('the same', 'Password', '/^password\\b/'),
  'login.submit': inferred('the same', '/^(log|sign) ?in$/', '/^(continue|submit)$/'),
  'login.sso': known(
    'post-migration list: "Login via SSO"',
    'Login via SSO',
    '/(log|sign)[ -]?in (via|with|using) (sso|single sign)/',
  ),
  'login.refused': inferred(
    'beside error.words: what a console says to somebody that it does not let in, or sign up, is in no picture',
    '/\\b(wrong|invalid|incorrect|rejected|refused|expired|locked|disabled|suspended|blocked|mismatch)\\b/',
    '/\\b(not|no longer) (valid|correct|recogni[sz]ed|known|found|allowed|permitted|active|match)\\b|\\b(no such|unknown (user|account))\\b/',
    "/\\bdon't match\\b|\\btoo (short|long|weak|common|simple|many)\\b/",
  ),
  'session.cookie': inferred('a third party asks the API with a cookie of this name', 'token'),
  'session.field': inferred(
    "user guide: what the session's own request is answered with holds the token; its form is not public",
    '/token/',
  ),
  'session.storage': inferred('nothing says what a console stores', '/token|session|auth/'),
  'signup.submit': inferred(
    'the page of an invitation is in no picture; the first step of 2016 was titled Create Account',
    '/^(create|sign ?up|register|join|accept|set|save|continue|finish|submit)\\b/',
  ),
  'menu.avatar': known(
    'tooltip "Menu" (2019); a round button with the initial of the user (2022, 2023)',
    '/\\b(menu|account|profile)\\b/',
    '/^[a-z0-9]$/',
  ),
  'menu.help': known('tooltip of the ? icon (2022)', 'Help & support', 'Help', '?'),
  'menu.about': known(
    'first entry of the menu (2019); post-migration list: Help > About',
    'About',
    '/^about\\b/',
  ),
  'menu.project-settings': known(
    'menu (2019), user guides (2023 to 2026)',
    'Project settings',
    'Project Settings & Docs',
  ),
  'menu.newest': known(
    'menu of the console that calls itself Error Reporting (2026)',
    'Project Settings & Docs',
  ),
  'menu.organization-settings': known('menu (2019), user guides', '/^organi[sz]ation settings$/'),
  'menu.logout': known('menu (2019)', 'Logout', '/^(log|sign) ?out$/'),
  'settings.back': known(
    'settings of 2019 to 2022: a flat list under Back',
    'Back',
    '/^go back to console$/',
  ),
  'settings.breadcrumb': inferred('settings since 2022: a breadcrumb', '/breadcrumb/'),
  'settings.group': known('grouped menu of project settings since 2022-10', 'Error processing'),
  'settings.never': inferred(
    'entries that would act, or lead out of the settings',
    '/\\b(log|sign) ?out\\b/',
    '/\\b(delete|remove|legacy)\\b/',
    '/^(reprocess|clear|update|save|submit|send|reset|transfer|create|add|new|invite|test|run|enable|disable)\\b/',
    '/^\\+/',
  ),
  'settings.sso': known('organization menu (2020, 2023)', 'Single sign-on', '/^single sign-?on\\b/', 'SSO'),
  'sso.test': known('user guide SAML: appears once the configuration is saved', 'Test configuration'),
  'sso.test-failed': inferred(
    'texts are in no picture',
    '/\\b(unsuccessful|invalid|not (valid|successful|ok)|expired|mismatch|rejected|refused)\\b/',
  ),
  'sso.test-passed': inferred(
    'texts are in no picture',
    '/\\b(success|successful|successfully|succeeded|valid|passed|works)\\b/',
    // As a whole message or at the end of a sentence: elsewhere it may be the name of a button.
    '/\\bok\\s*([.!;]+(\\s|$)|$)/',
  ),
  'triage.tab': known('views since 2018', 'Triage'),
  'triage.count': known(
    'counter "N errors", later "N errors / M sessions"; the first number counts',
    '/([\\d][\\d.,\\s]*)\\s*errors?\\b/',
  ),
  'universe.picker': known('top bar of superusers with several tenants (2019)', 'Universe', '/^universe\\b/'),
  'service.links': inferred('names of services that the API lists', '/link|share|short/'),
  'link.copy': known(
    'change list 2019-05: the Copy Link icon in the upper right of any page; its tooltip is in no picture',
    'Copy link',
    '/^(copy|share)( (a|this|short(ened)?))* (link|url)$/',
    'Share',
  ),
  'error.words': inferred(
    'only "Failed to login - Internal Error" is documented',
    // "Error Reporting" is what newer consoles call the product, and errors are what it is about.
    '/^\\s*error\\s*([:.!(#]|\\d|$)/',
    '/\\berror( code)?:/',
    '/\\berror (occurred|has|while|when|loading|fetching|getting|reading|saving|in|from)\\b/',
    '/\\b(an?|internal|server|network|request|unexpected|unknown|fatal|script|system|database|query|application) error\\b(?! reporting)/',
    "/\\b(fail(ed|ure|s)?|went wrong|denied|forbidden|unauthori[sz]ed|not authori[sz]ed|unable|cannot|could not|couldn't|can't)\\b/",
  ),
  'page.loading': inferred(
    'empty and loading texts are in no picture',
    '/^[^.]{0,40}\\b(loading|please wait)\\b.{0,20}$/',
  ),
  'idp.username': inferred(
    'pages of the identity provider',
    'Username',
    '/^(user ?name|login|e-?mail( address)?|sign-in name)\\b/',
  ),
  'idp.password': inferred(
    'pages of the identity provider',
    'Password',
    '/^(enter )?(the |your )?password\\b/',
  ),
  'idp.next': inferred('pages of the identity provider that ask one thing at a time', '/^(next|continue)$/'),
  'idp.submit': inferred(
    'pages of the identity provider',
    '/^(sign|log) ?(in|on)$/',
    '/^(verify|continue|submit)$/',
  ),
  'idp.further': inferred(
    'pages of the identity provider after the sign-in, such as "Stay signed in?"',
    '/^(yes|continue|next|submit)$/',
  ),
} as const satisfies Record<string, Wording>;

export type Label = keyof typeof labels;

/** Paths; `{project}` is the project's name. */
export const routes = {
  /** Known: the login is at the console's root. */
  login: '/',
  /** Known from the vendor's command line: `/p/PROJECT/triage?time=…`; `time=all` from links that users published. */
  triage: '/p/{project}/triage?time=all',
  /** Known from a user guide: opened where somebody is logged in, it shows the token of the session. */
  session: '/api/session',
} as const;

export type Route = keyof typeof routes;
