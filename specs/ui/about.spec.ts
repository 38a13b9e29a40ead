import { check, expect } from '../../fixtures/console.ts';
import { comparable } from '../../helpers/console/about.ts';
import { versionIn } from '../../helpers/version-order.ts';

check('ui.about', async ({ about, newServer, evidence }) => {
  const { config } = await newServer.login();
  const shown = await about();

  expect('missing' in shown ? shown.missing : 'shown', 'Help > About').toBe('shown');
  if ('missing' in shown) return;
  evidence.show(newServer.url.origin, 'Help > About in the console', shown.text);
  const running = versionIn(config.version ?? '');
  const versions = comparable(shown, running);
  expect(versions, 'versions that About shows, against the one that runs').toContain(running);
});
