import { expect, test } from 'vitest';
import { readingAlerts } from './alerts-service.ts';

test('pages that are huge together are not read on', async () => {
  let pages = 0;
  const service = {
    url: new URL('http://new.example.com'),
    fromService: async () => {
      pages += 1;
      return {
        values: [{ id: String(pages), name: 'x'.repeat(8 * 1024 * 1024) }],
        next_page_token: String(pages),
      };
    },
  };
  const targets = readingAlerts(service, '/alerts').targets({ universe: 'u', name: 'p' });
  await expect(targets).rejects.toThrow(/pages of the list do not come to an end/);
  expect(pages).toBeLessThanOrEqual(9);
});
