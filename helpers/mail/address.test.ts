import { expect, it } from 'vitest';
import { withTag } from './address.ts';

it('puts the tag before the domain', () => {
  expect(withTag('ops@acme.example', 'x1')).toBe('ops+x1@acme.example');
  expect(withTag('ops+team@acme.example', 'x1')).toBe('ops+team+x1@acme.example');
});
