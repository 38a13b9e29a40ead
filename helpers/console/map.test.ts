import { describe, expect, it } from 'vitest';
import { loadConsoleMap } from './map-file.ts';

const { label } = loadConsoleMap();

describe('an alert', () => {
  it.each([
    'Internal error: no users',
    'Failed to login - Internal Error',
    'Something went wrong',
    'Error: no such project',
    'An error occurred while loading',
    'Error',
    'Error loading symbols',
    'You are not authorized',
    'Could not load the list',
    'Error Reporting could not load the list',
    'Network error',
  ])('"%s" tells of a failure', (text) => {
    expect(label('error.words').test(text)).toBe(true);
  });

  it.each([
    'Welcome to the new Error Reporting console',
    'Error reporting has moved',
    'You have 3 new errors',
    'Error-free users: 99%',
    'No errors in the last 7 days',
    'Errors are kept for 30 days',
  ])('"%s" tells of none', (text) => {
    expect(label('error.words').test(text)).toBe(false);
  });
});

describe('an alert on the way in', () => {
  it.each([
    'Wrong password',
    'invalid username or password',
    'The passwords do not match.',
    'This account is locked',
    'The link has expired',
    'Unknown user',
    'Too short.',
  ])('"%s" is a refusal', (text) => {
    expect(label('login.refused').test(text)).toBe(true);
  });

  it.each(['Signing in…', 'Welcome back, Jane', 'Please wait', 'Redirecting to Error Reporting'])(
    '"%s" is none',
    (text) => {
      expect(label('login.refused').test(text) || label('error.words').test(text)).toBe(false);
    },
  );
});

describe('what a test of the SSO configuration says', () => {
  it.each([
    'The configuration is valid',
    'The configuration was tested successfully.',
    'Success!',
    'Test passed',
    'OK',
    'Result: OK.',
    'OK; Saved',
    'It is ok!',
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
    'Press OK to go on',
    'Testing against ok.example.com',
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
