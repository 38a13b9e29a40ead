/** Layouts of the console by the time in which they were drawn. */
export const generations = ['G2', 'G3', 'G4'] as const;
export type Generation = (typeof generations)[number];

/** An entry that is documented of a menu of the settings. */
export interface ExpectedEntry {
  name: string;
  /** To whom the menu must offer it; `some` = it may be there, but not everything that is documented has it. */
  to: 'everybody' | 'administrators' | 'superusers' | 'some';
  /** It must be there only where another entry of the same group is: else the group may be one page. */
  below?: string;
}

export interface Menus {
  organization: readonly ExpectedEntry[];
  project: readonly ExpectedEntry[];
}

/** Entries that everybody must be offered. */
export const everybodys = (...names: string[]): ExpectedEntry[] =>
  names.map((name) => ({ name, to: 'everybody' }));
const some = (...names: string[]): ExpectedEntry[] => names.map((name) => ({ name, to: 'some' }));

// User guide on SMTP: under Server settings, which only superusers see. Names of what is below it: pictures of 2018;
// that they still are so called, and stand there, is inferred.
const serverSettings: ExpectedEntry[] = [
  { name: 'Server settings', to: 'superusers' },
  { name: 'Listeners', to: 'superusers', below: 'Server settings' },
  { name: 'SMTP', to: 'superusers', below: 'Server settings' },
  { name: 'SSL', to: 'superusers', below: 'Server settings' },
];

/** Entries of the settings by layout: which must be there as every picture shows, and which may be. */
export const menus: Record<Generation, Menus> = {
  // Pictures of 2019 to 2022: only what all of them have must be there. "Retention" moved under "Storage" in 2020.
  G2: {
    organization: [
      ...everybodys('My account', 'Users', 'Teams', 'Projects'),
      ...serverSettings,
      ...some('Single sign-on', 'Billing', 'Retention', 'Subscriptions', 'Workflow Connections'),
    ],
    project: [
      ...everybodys(
        'Overview',
        'Integration guides',
        'Attributes',
        'Integrations',
        'Symbol servers',
        'Missing symbols',
        'Access tokens',
        'Deduplication',
        'Scheduled reports',
        'Object reprocessing',
      ),
      ...some(
        'Access control',
        'Retention',
        'Sampling',
        'Submission tokens',
        'Search',
        'Uploaded archives',
        'Upload an archive',
        'Submission actions',
        'Source code',
        'Metrics exporter',
        'Privacy control',
        'Stability monitoring',
        'Alerts',
        'API tokens',
      ),
    ],
  },
  // Pictures of 2022-11 to 2023-04, which end after the symbols, and user guides for the rest. Those who are no
  // administrators are shown the first four of the organization only; subscriptions are of the vendor's own servers.
  G3: {
    organization: [
      ...everybodys('My account', 'Users', 'Teams', 'Projects'),
      ...serverSettings,
      { name: 'Single sign-on', to: 'administrators' },
      ...some('Subscriptions', 'Workflow Connections', 'Retention'),
    ],
    project: [
      ...everybodys(
        'Overview',
        'Integration guides',
        'Submission tokens',
        'Attributes',
        'Deduplication',
        'Submission actions',
        'Object reprocessing',
        'Privacy control',
        'Access tokens',
        'Missing symbols',
        'Search',
        'Upload an archive',
        'Uploaded archives',
        'Symbol servers',
        'API tokens',
        'Storage retention',
        'Storage sampling',
        'Integrations',
      ),
      ...some(
        'Data Sources',
        'Symbols overview',
        'Access control',
        'Alerts',
        'Scheduled reports',
        'Source code',
        'Stability monitoring',
        'Metrics exporter',
      ),
    ],
  },
  // User guides of 2025 and 2026: no picture of a whole menu.
  G4: {
    organization: [
      ...everybodys('My account', 'Users', 'Teams', 'Projects'),
      ...some(
        'Server settings',
        'Listeners',
        'SMTP',
        'SSL',
        'Single sign-on',
        'Subscriptions',
        'Workflow Connections',
      ),
    ],
    project: [
      ...everybodys(
        'Submission tokens',
        'Attributes',
        'Deduplication',
        'Symbol servers',
        'API tokens',
        'Integrations',
      ),
      ...some(
        'Overview',
        'Integration guides',
        'Data Sources',
        'Submission actions',
        'Object reprocessing',
        'Privacy control',
        'Symbols overview',
        'Access tokens',
        'Missing symbols',
        'Search',
        'Upload an archive',
        'Uploaded archives',
        'Storage retention',
        'Storage sampling',
        'Access control',
        'Alerts',
        'Scheduled reports',
        'Source code',
        'Stability monitoring',
        'Metrics exporter',
      ),
    ],
  },
};
