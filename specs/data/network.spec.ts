import { check, expect } from '../../fixtures/index.ts';

check('network.listeners', async ({ network }) => {
  expect(await network.listeners()).toBeNone();
});

check('network.tls', async ({ network }) => {
  expect(await network.tls()).toBeNone();
});
