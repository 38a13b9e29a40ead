import { check, expect } from '../../fixtures/console.ts';

check('services.link-sharing', async ({ linkSharing }) => {
  const { link, hosts, shared, opened, findings } = await linkSharing();

  expect(URL.canParse(link), `the clipboard holds a link after Copy Link; it holds "${link}"`).toBe(true);
  expect(hosts, 'hosts that the link may name: the new server, and its services for links').toContain(
    new URL(link).host,
  );
  expect(findings).toBeNone();
  expect(opened, 'page that the link opens in a fresh tab, against the one that was shared').toBe(shared);
});
