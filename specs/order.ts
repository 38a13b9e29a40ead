/**
 * The order in which spec files run: those that wait for time to pass come after those that do not, and the one
 * that restarts the server comes last.
 */
export const order = {
  server: [
    'startup',
    'ports',
    'network',
    'requirements',
    'symbold',
    'submission',
    'login',
    'reports',
    'workflows',
    'beyond',
    'old-host',
    'services',
    'over-time',
    'storage',
    'disk-space',
    'restart',
  ],
  data: ['symbols', 'data', 'login', 'reports', 'workflows', 'beyond', 'network'],
} as const;
