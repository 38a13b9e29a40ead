import { check, expect } from '../../fixtures/index.ts';
import { answer, answersAgain } from '../../helpers/coronerd/answers-again.ts';

check('startup.restart', async ({ newHost, newServer, settings, alone, startedAgain }) => {
  const before = await answer(newServer);
  const seconds = settings.limits.restartSeconds;
  await alone();

  for (const unit of ['backtrace-nginx.service', 'backtrace-proxy.service', 'coronerd.service']) {
    await newHost.control('is-active', unit);
    startedAgain(unit);
    const stopped = await newHost.control('stop', unit, { seconds });
    expect.soft(stopped.status, `systemctl stop ${unit}: exit status (${stopped.stderr.trim()})`).toBe(0);
    const asked = await newHost.control('is-active', unit);
    expect.soft(asked.stdout.trim(), `${unit} after it was stopped`).toMatch(/^(inactive|failed)$/);

    const started = await newHost.control('start', unit, { seconds });
    expect.soft(started.status, `systemctl start ${unit}: exit status (${started.stderr.trim()})`).toBe(0);
    const running = await newHost.control('is-active', unit);
    expect.soft(running.stdout.trim(), `${unit} after it was started`).toBe('active');
    const again = await answersAgain(newServer, before, seconds);
    expect.soft(again, `/api/is_configured within ${seconds} s after ${unit} was started`).toBe(before);
  }
});
