import { expect, test } from 'vitest';
import { parseBootId } from './boot-id.ts';
import { answered } from './samples/sample.ts';

test('reads the id of the boot', () => {
  expect(parseBootId(answered('9F6B6D8E-3c1a-4e57-9d0f-5a2b8c7e1d34\n'))).toBe(
    '9f6b6d8e-3c1a-4e57-9d0f-5a2b8c7e1d34',
  );
});

test('refuses other output, such as a redacted one that two hosts would share', () => {
  expect(() => parseBootId(answered('[redacted]\n'))).toThrow('expected an id of a boot');
});
