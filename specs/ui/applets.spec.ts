import { check, expect } from '../../fixtures/console.ts';

check('ui.applets', async ({ applets }) => {
  const { opened, findings } = await applets();

  expect(findings).toBeNone();
  expect(opened, 'pages of the settings that were opened').toBeGreaterThan(0);
});
