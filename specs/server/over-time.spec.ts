import { check, expect } from '../../fixtures/index.ts';
import { backtraceProcess } from '../../helpers/host/backtrace-process.ts';
import { cpuPercent } from '../../helpers/host/cpu.ts';
import { leastFree } from '../../helpers/host/least-free.ts';

check('startup.stays-running', async ({ newHost }) => {
  const seconds = Math.round(await newHost.secondsBetween());
  const before = backtraceProcess(
    'coronerd.service',
    await newHost.ask('units'),
    await newHost.ask('processes'),
  );
  const after = backtraceProcess(
    'coronerd.service',
    await newHost.askLater('units'),
    await newHost.askLater('processes'),
  );
  const started = (await newHost.ask('processStats')).find(({ pid }) => pid === before.childPid)?.startTicks;
  const startedLater = (await newHost.askLater('processStats')).find(
    ({ pid }) => pid === after.childPid,
  )?.startTicks;
  const restarts = (await newHost.ask('units')).find(({ name }) => name === 'coronerd.service')?.restarts;
  const restartsLater = (await newHost.askLater('units')).find(
    ({ name }) => name === 'coronerd.service',
  )?.restarts;

  expect.soft(before.monitorPid ?? 0, 'process id of the monitor of coronerd').toBeGreaterThan(0);
  expect.soft(before.childAlive, 'the child that the monitor names is alive').toBe(true);
  expect.soft(after.monitorPid, `process id of the monitor, ${seconds} s later`).toBe(before.monitorPid);
  expect.soft(after.childPid, `process id of the child, ${seconds} s later`).toBe(before.childPid);
  expect.soft(startedLater, `start time of the child, ${seconds} s later`).toBe(started);
  expect.soft(restartsLater, `NRestarts of coronerd.service, ${seconds} s later`).toBe(restarts);
});

check('requirements.memory-cpu', async ({ newHost, oldHost, settings, evidence }) => {
  const { minMemoryAvailablePercent, maxSwapUsedPercent, maxLoadPerCore, minPercentOfOldMachine } =
    settings.limits;
  const memory = leastFree(await newHost.ask('memory'), await newHost.askLater('memory'));
  const cpus = await newHost.ask('cpus');
  const load = await newHost.askLater('load');
  const coronerd = backtraceProcess(
    'coronerd.service',
    await newHost.ask('units'),
    await newHost.ask('processes'),
  );
  const used = (await newHost.ask('processes')).find(({ pid }) => pid === coronerd.childPid);
  const busy = cpuPercent(
    coronerd.childPid,
    await newHost.ask('processStats'),
    await newHost.askLater('processStats'),
    await newHost.secondsBetween(),
  );
  evidence.show(
    newHost.name,
    'coronerd, as top shows it',
    used ? `resident ${Math.round(used.rssKb / 1024)} MB, CPU ${busy ?? 'unknown'} %` : 'not running',
  );
  expect.soft(used?.rssKb ?? 0, 'resident memory of the coronerd child, KiB').toBeGreaterThan(0);

  const available = ((memory.availableKb ?? 0) / memory.totalKb) * 100;
  if (memory.availableKb === null)
    evidence.note('this kernel reports no MemAvailable: free memory was not judged');
  else expect.soft(available, 'memory available, percent').toBeGreaterThanOrEqual(minMemoryAvailablePercent);
  const { swapTotalKb, swapFreeKb } = memory;
  if (swapTotalKb === 0) evidence.note('the new host has no swap');
  else
    expect
      .soft(((swapTotalKb - swapFreeKb) / swapTotalKb) * 100, `swap used, percent of ${swapTotalKb} KiB`)
      .toBeLessThanOrEqual(maxSwapUsedPercent);
  expect
    .soft(load.five / cpus, `load over 5 minutes, per core (${load.five} on ${cpus} cores)`)
    .toBeLessThanOrEqual(maxLoadPerCore);

  if (!oldHost) return evidence.note('no old host is configured: the machines were not compared');
  const oldMemory = await oldHost.ask('memory');
  const oldCpus = await oldHost.ask('cpus');
  expect
    .soft((memory.totalKb / oldMemory.totalKb) * 100, 'memory of the new host, percent of the old host')
    .toBeGreaterThanOrEqual(minPercentOfOldMachine);
  expect
    .soft((cpus / oldCpus) * 100, `cores of the new host (${cpus}), percent of the old host (${oldCpus})`)
    .toBeGreaterThanOrEqual(minPercentOfOldMachine);
});
