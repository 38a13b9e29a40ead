import { check, expect } from '../../fixtures/index.ts';

check('beyond.old-host-references', async ({ oldReferences }) => {
  expect(await oldReferences()).toBeNone();
});
