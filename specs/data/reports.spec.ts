import { check, expect } from '../../fixtures/index.ts';

check('reports.configuration', async ({ pair }) => {
  expect(await pair.configuration({ only: ['report'] })).toBeNone();
});
