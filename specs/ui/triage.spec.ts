import { check, expect } from '../../fixtures/console.ts';

check('ui.triage', async ({ triage }) => {
  const { projects, findings } = await triage();

  expect(findings).toBeNone();
  expect(projects, 'projects whose triage was opened').toBeGreaterThan(0);
});
