import { check, expect } from '../../fixtures/index.ts';
import { answer, answersAgain } from '../../helpers/coronerd/answers-again.ts';
import { Unanswered } from '../../helpers/unanswered.ts';

/** In the order in which they are restarted. */
const units = ['backtrace-nginx.service', 'backtrace-proxy.service', 'coronerd.service'];

check('startup.restart', async ({ newHost, newServer, settings, alone, startedAgain }) => {
  const before = await answer(newServer);
  if (!before.startsWith('200 ')) throw notUp(newServer.url.origin, before);
  const seconds = settings.limits.restartSeconds;
  await alone();
  // Stopping a unit also stops those that require it, and starting it does not bring them back.
  const running = (await newHost.ask('units'))
    .filter(({ active }) => active === 'active')
    .map(({ name }) => name);

  for (const unit of units) {
    await newHost.control('is-active', unit);
    await startedAgain(unit, running, async () => {
      const stopped = await newHost.control('stop', unit, { seconds });
      expect.soft(stopped.status, `systemctl stop ${unit}: exit status (${stopped.stderr.trim()})`).toBe(0);
      const asked = await newHost.control('is-active', unit);
      expect.soft(asked.stdout.trim(), `${unit} after it was stopped`).toMatch(/^(inactive|failed)$/);

      const started = await newHost.control('start', unit, { seconds });
      expect.soft(started.status, `systemctl start ${unit}: exit status (${started.stderr.trim()})`).toBe(0);
      const again = await answersAgain(newServer, before, seconds);
      expect.soft(again, `/api/is_configured within ${seconds} s after ${unit} was started`).toBe(before);
    });
  }

  for (const unit of new Set([...running, ...units])) {
    const state = await newHost.control('is-active', unit);
    const which = running.includes(unit) ? 'which ran before' : 'which was started';
    expect.soft(state.stdout.trim(), `${unit}, ${which}`).toBe('active');
  }
});

function notUp(where: string, received: string): Unanswered {
  return new Unanswered(
    `expected status 200 from /api/is_configured before the restart, received "${received}"`,
    {
      asked: 'GET /api/is_configured',
      where,
      next: 'nothing was stopped; see startup.is-configured first',
    },
  );
}
