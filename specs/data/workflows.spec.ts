import { check, expect } from '../../fixtures/index.ts';

check('workflows.configuration', async ({ pair }) => {
  expect(await pair.workflows()).toBeNone();
});
