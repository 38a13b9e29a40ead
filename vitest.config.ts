import { accessSync, constants } from 'node:fs';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { ListOrder } from './fixtures/list-order.ts';
import { order } from './specs/order.ts';

/** A project whose tests are steps of the checklist: one worker, so that one connection serves all of them. */
function steps(name: keyof typeof order): TestProjectConfiguration {
  return {
    extends: true,
    test: {
      name,
      include: order[name].map((file) => `specs/${name}/${file}.spec.ts`),
      globalSetup: './fixtures/run-setup.ts',
      setupFiles: './fixtures/survive-interrupt.ts',
      isolate: false,
      maxWorkers: 1,
      // The project whose last step restarts the server comes last.
      sequence: { groupOrder: name === 'data' ? 0 : 1 },
      expect: { requireAssertions: true },
      chaiConfig: { truncateThreshold: 0 },
    },
  };
}

/** Whether what was transformed can be kept for the next run, which then starts in half the time. */
function mayKeep(): boolean {
  try {
    accessSync(new URL('node_modules', import.meta.url), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Keeps tests, and whatever they start, on this machine. */
const offline = './lab/testing/offline/setup.ts';

const verifying = process.argv.some((word) => /^(--project=)?(server|data)$/.test(word));

export default defineConfig({
  test: {
    experimental: { fsModuleCache: mayKeep() },
    sequence: { sequencer: ListOrder },
    reporters: verifying ? ['./fixtures/reporter.ts'] : ['default', './fixtures/reporter.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Vitest's own number leaves a core of two idle, and many tests wait for a browser or a server.
          maxWorkers: 3,
          setupFiles: offline,
          // Whoever waits in vain does so for longer; on a busy machine everything else takes long, too.
          testTimeout: 30_000,
          hookTimeout: 30_000,
          include: ['{helpers,fixtures,runner,specs,lab,commands}/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'proof',
          setupFiles: offline,
          include: ['lab/proof/**/*.proof.ts'],
          // Runs wait more than they work.
          maxWorkers: 4,
          sequence: { groupOrder: 2 },
        },
      },
      steps('server'),
      steps('data'),
    ],
  },
});
