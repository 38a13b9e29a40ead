import { check, expect } from '../../fixtures/console.ts';
import { versionIn } from '../../helpers/version-order.ts';

check('ui.about', async ({ about, newServer, evidence }) => {
  const { config } = await newServer.login();
  const shown = await about();

  expect('missing' in shown ? shown.missing : 'shown', 'Help > About').toBe('shown');
  if ('missing' in shown) return;
  evidence.show(newServer.url.origin, 'Help > About in the console', shown.text);
  expect(shown.versions, 'versions that About shows, against the one that runs').toContain(
    versionIn(config.version ?? ''),
  );
});
