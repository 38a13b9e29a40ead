import { check, expect } from '../../fixtures/index.ts';

check('network.dns', async ({ names }) => {
  expect(await names.astray()).toBeNone();
});
