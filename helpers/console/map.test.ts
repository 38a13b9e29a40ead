import { describe, expect, it } from 'vitest';
import { loadConsoleMap } from './map-file.ts';

const { label } = loadConsoleMap();

describe('what a test of the SSO configuration says', () => {
  it.each([
    'The configuration is valid',
    'The configuration was tested successfully.',
    'Success!',
    'Test passed',
    'OK',
    'Single sign-on works.',
  ])('"%s" is that it passed', (text) => {
    expect(label('sso.test-passed').test(text)).toBe(true);
    expect(label('sso.test-failed').test(text)).toBe(false);
  });

  it.each([
    'Redirecting to Okta',
    'Testing against acme.okta.com',
    'Validating configuration…',
    'Validation in progress',
    'Connecting to workspace',
  ])('"%s" is neither', (text) => {
    expect(label('sso.test-passed').test(text)).toBe(false);
    expect(label('sso.test-failed').test(text)).toBe(false);
  });

  it.each([
    'The certificate is not valid',
    'invalid issuer',
    'Assertion expired',
    'The test was unsuccessful',
  ])('"%s" is that it failed', (text) => {
    expect(label('sso.test-failed').test(text)).toBe(true);
  });
});
