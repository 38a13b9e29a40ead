import { check, expect } from '../../fixtures/index.ts';

check('data.projects', async ({ pair }) => {
  expect(await pair.configuration({ only: ['project'] })).toBeNone();
});

check('data.tokens', async ({ pair }) => {
  expect(await pair.configuration({ only: ['token', 'api_token'] })).toBeNone();
});

check('data.error-counts', async ({ pair }) => {
  expect(await pair.errorCounts()).toBeNone();
});

check('data.attributes', async ({ pair }) => {
  expect(await pair.configuration({ only: ['attribute'] })).toBeNone();
});

check('data.deduplication', async ({ pair }) => {
  expect(await pair.configuration({ only: ['deduplication'] })).toBeNone();
});

check('data.retention', async ({ pair }) => {
  const types = ['instance_retention', 'universe_retention', 'project_retention'];
  expect.soft(await pair.configuration({ only: types })).toBeNone();
  expect.soft(await pair.retentionInForce()).toBeNone();
});

check('data.sampling', async ({ pair }) => {
  expect.soft(await pair.configuration({ only: ['project_sampling'] })).toBeNone();
  expect.soft(await pair.samplingInForce()).toBeNone();
});
