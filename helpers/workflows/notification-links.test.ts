import { describe, expect, test } from 'vitest';
import { readNotifications } from '../webhook/notification.ts';
import { addressFindings, notificationFindings } from './notification-links.ts';

const fingerprint = 'ab'.repeat(32);
const expected = {
  own: ['new.example.com', 'new.example.com:8443', 'acme.new.example.com', 'errors.example.com'],
  universe: 'acme',
  project: 'my shop',
  fingerprint,
};
const good = {
  universe: 'acme',
  project: 'my shop',
  fingerprint,
  href: 'https://new.example.com:8443/',
  group_url: `https://new.example.com:8443/p/my%20shop/triage?fingerprint=${fingerprint}`,
  attributes: { url: [['https://crashed.example.net/page', 1]] },
};

const read = (payload: object) => {
  const [notification] = readNotifications(JSON.stringify(payload));
  if (!notification) throw new Error('no notification');
  return notification;
};

test('a good notification has no findings, and URLs of the error itself are no links', () => {
  const notification = read(good);
  expect(notificationFindings(notification, expected)).toEqual([]);
  expect(addressFindings(notification, expected)).toEqual({
    findings: [],
    others: [good.href, good.group_url],
  });
});

test.each(['https://acme.new.example.com/', 'https://errors.example.com/'])(
  '%s is the new server, by another of its names',
  (href) => {
    expect(addressFindings(read({ ...good, href }), expected).findings).toEqual([]);
  },
);

describe('a notification that', () => {
  test.each<[string, object, RegExp]>([
    ['is about another project', { project: 'other' }, /project is "other", expected "my shop"/],
    ['names no universe', { universe: undefined }, /universe is missing/],
    ['has no link', { group_url: undefined }, /has no group_url/],
    ['has a number for a link', { href: 7 }, /has no href/],
  ])('%s is wrong', (_what, change, said) => {
    expect(notificationFindings(read({ ...good, ...change }), expected)).toEqual([
      expect.stringMatching(said),
    ]);
  });

  test.each<[string, object, RegExp]>([
    [
      'names the old host',
      { href: 'https://old.example.com/' },
      /href is https:\/\/old\.example\.com\/: it does not name/,
    ],
    ['names a host that only begins alike', { href: 'https://new.example.com.evil.test/' }, /href is/],
    ['hides a host behind a user', { href: 'https://new.example.com@evil.test/' }, /href is/],
    [
      'opens another error',
      { group_url: `https://new.example.com/p/my%20shop/triage?fingerprint=${'cd'.repeat(32)}` },
      /does not name the fingerprint/,
    ],
    [
      'opens another project',
      { group_url: `https://new.example.com/p/other/${fingerprint}` },
      /does not name the project/,
    ],
  ])('%s has a wrong address', (_what, change, said) => {
    const { findings } = addressFindings(read({ ...good, ...change }), expected);
    expect(findings).toEqual([expect.stringMatching(said)]);
  });
});

test('links in other fields are handed on', () => {
  const notification = read({
    ...good,
    text: 'see https://docs.example.org/x, or (https://old.example.com/y)',
  });
  expect(addressFindings(notification, expected).others.slice(2)).toEqual([
    'https://docs.example.org/x,',
    'https://old.example.com/y',
  ]);
});
