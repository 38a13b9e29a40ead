import type { ConsoleGeneration } from '../../state/console-generations.ts';

/** An entry of a settings menu: its name and the path of its page; in the older layout also entries below it. */
export type MenuEntry = readonly [
  label: string,
  path: string | readonly (readonly [label: string, path: string])[],
];
export interface MenuGroup {
  label?: string;
  entries: readonly MenuEntry[];
  /** Who may see it; everyone unless it is said. */
  for?: 'administrators' | 'superusers';
}

/** Menu of a project's settings as the console groups it since 2022-10 (vendor's documentation). */
const newerProjectMenu: MenuGroup[] = [
  {
    entries: [
      ['Overview', 'overview'],
      ['Documentation', 'documentation'],
    ],
  },
  {
    label: 'Project',
    entries: [
      ['API tokens', 'api-tokens'],
      ['Access control', 'access-control'],
      ['Storage retention', 'storage/retention'],
      ['Storage sampling', 'storage/sampling'],
    ],
  },
  {
    label: 'Error Submission',
    entries: [
      ['Integration guides', 'integration-guides'],
      ['Submission tokens', 'submission/tokens'],
      ['Data Sources', 'submission/sources'],
    ],
  },
  {
    label: 'Error processing',
    entries: [
      ['Attributes', 'attributes'],
      ['Deduplication', 'deduplication'],
      ['Submission actions', 'submission/actions'],
      ['Object reprocessing', 'reprocessing'],
      ['Privacy control', 'privacy'],
    ],
  },
  {
    label: 'Symbols',
    entries: [
      ['Symbols overview', 'symbol/overview'],
      ['Access tokens', 'symbol/tokens'],
      ['Missing symbols', 'symbol/missing'],
      ['Search', 'symbol/search'],
      ['Upload an archive', 'symbol/upload'],
      ['Uploaded archives', 'symbol/archives'],
      ['Symbol servers', 'symbol/servers'],
    ],
  },
  {
    label: 'Workflow',
    entries: [
      ['Integrations', 'integrations'],
      ['Alerts', 'alerts'],
      ['Scheduled reports', 'reports'],
    ],
  },
  {
    label: 'Other',
    entries: [
      ['Source code', 'source-code'],
      ['Stability monitoring', 'stability'],
      ['Metrics exporter', 'metrics-exporter'],
    ],
  },
];

/** The flat menu before that, of 2022-04. */
const olderProjectMenu: MenuGroup[] = [
  {
    entries: [
      ['Overview', 'overview'],
      ['Integration guides', 'integration-guides'],
      ['Access control', 'access-control'],
      [
        'Storage',
        [
          ['Retention', 'storage/retention'],
          ['Sampling', 'storage/sampling'],
        ],
      ],
      ['Error submission', [['Submission tokens', 'submission/tokens']]],
      ['Attributes', 'attributes'],
      ['Integrations', 'integrations'],
      [
        'Symbols',
        [
          ['Access tokens', 'symbol/tokens'],
          ['Missing symbols', 'symbol/missing'],
          ['Search', 'symbol/search'],
          ['Uploaded archives', 'symbol/archives'],
          ['Upload an archive', 'symbol/upload'],
          ['Symbol servers', 'symbol/servers'],
        ],
      ],
      ['Deduplication', 'deduplication'],
      ['Submission actions', 'submission/actions'],
      ['Scheduled reports', 'reports'],
      ['Object reprocessing', 'reprocessing'],
      ['Source code', 'source-code'],
      ['Metrics exporter', 'metrics-exporter'],
      ['Privacy control', 'privacy'],
      ['Stability monitoring', 'stability'],
      ['Alerts', 'alerts'],
      ['API tokens', 'api-tokens'],
    ],
  },
];

export const projectMenus = { G3: newerProjectMenu, G2: olderProjectMenu };

const everyones: MenuEntry[] = [
  ['My account', 'me'],
  ['Users', 'users'],
  ['Teams', 'teams'],
  ['Projects', 'projects'],
];
const serverSettings = [
  ['Listeners', 'listeners'],
  ['SMTP', 'smtp'],
  ['SSL', 'ssl'],
] as const;

/** Menus of the organization's settings; where listeners, SMTP and SSL stand is not documented, but for whom they are is. */
export const organizationMenus: Record<ConsoleGeneration, MenuGroup[]> = {
  G3: [
    { entries: everyones },
    { label: 'Server settings', entries: serverSettings, for: 'superusers' },
    {
      label: 'Organization',
      for: 'administrators',
      entries: [
        ['Single sign-on', 'sso'],
        ['Subscriptions', 'subscriptions'],
        ['Workflow Connections', 'connections'],
        ['Retention', 'retention'],
      ],
    },
  ],
  G2: [
    { entries: everyones },
    { entries: [['Server settings', serverSettings]], for: 'superusers' },
    {
      for: 'administrators',
      entries: [
        ['Billing', 'subscriptions'],
        ['Retention', 'retention'],
        ['Single sign-on', 'sso'],
        ['Workflow Connections', 'connections'],
      ],
    },
  ],
};
