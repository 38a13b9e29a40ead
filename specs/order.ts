/**
 * The order in which spec files run: those that wait for time to pass come after those that do not, and the one
 * that restarts the server comes last.
 */
export const order = {
  server: [
    'startup',
    'ports',
    'requirements',
    'symbold',
    'submission',
    'beyond',
    'over-time',
    'storage',
    'restart',
  ],
  data: ['symbols', 'data', 'beyond'],
} as const;
