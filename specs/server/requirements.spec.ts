import { check, expect } from '../../fixtures/index.ts';
import { backtraceProcess } from '../../helpers/host/backtrace-process.ts';

check('requirements.open-files', async ({ newHost, settings }) => {
  const { childPid } = backtraceProcess(
    'coronerd.service',
    await newHost.ask('units'),
    await newHost.ask('processes'),
  );
  const limits = await newHost.ask('openFiles');
  const limit = limits.find(({ pid }) => pid === childPid);

  expect(limit, `limits of the coronerd child, process ${childPid}`).toBeDefined();
  const soft = limit?.soft === 'unlimited' ? Number.POSITIVE_INFINITY : (limit?.soft ?? 0);
  expect(
    soft,
    `soft limit "Max open files" of the coronerd child, process ${childPid}`,
  ).toBeGreaterThanOrEqual(settings.limits.minOpenFiles);
});
