import { check, expect } from '../../fixtures/index.ts';
import { answersAgain } from '../../helpers/coronerd/answers-again.ts';

check('startup.restart', async ({ newHost, newServer, settings, alone, startedAgain }) => {
  await alone();
  const seconds = settings.limits.restartSeconds;
  for (const unit of ['backtrace-nginx.service', 'backtrace-proxy.service', 'coronerd.service']) {
    startedAgain(unit);
    const stopped = await newHost.control('stop', unit, { seconds });
    expect.soft(stopped.status, `systemctl stop ${unit}: exit status ${stopped.stderr}`).toBe(0);
    const asked = await newHost.control('is-active', unit);
    expect.soft(asked.stdout.trim(), `${unit} after it was stopped`).toMatch(/^(inactive|failed)$/);

    const started = await newHost.control('start', unit, { seconds });
    expect.soft(started.status, `systemctl start ${unit}: exit status ${started.stderr}`).toBe(0);
    const running = await newHost.control('is-active', unit);
    expect.soft(running.stdout.trim(), `${unit} after it was started`).toBe('active');
    const answer = await answersAgain(newServer, seconds);
    expect.soft(answer, `/api/is_configured within ${seconds} s after ${unit} was started`).toBe('1');
  }
});
