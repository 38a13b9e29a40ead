import { describe, expect, test } from 'vitest';
import { digestOf } from './secrets.ts';
import { base, take } from './testing/small-configuration.ts';

describe('secrets', () => {
  const token = '0123456789abcdef'.repeat(4);
  const entries = take({
    ...base(0),
    api_token: [{ id: token, project: 7, metadata: '{"buckets":{"x":{"password":"pw-in-json"}}}' }],
    sso: [
      {
        id: 1,
        universe: 1,
        entity: 'https://bob:pw-in-url@idp.example/x',
        certificate_key: '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----',
        settings: 'smtp_pass=pw-in-text',
      },
    ],
    resource_override: [{ universe: 1, uid: 0, name: 'smtp.password', value: 'pw-in-value' }],
  });

  test('none is held', () => {
    expect(JSON.stringify(entries)).not.toMatch(/0123456789abcdef0123|pw-in|MIIB|6162/);
  });

  test('each is told from another by its digest', () => {
    const find = (type: string) => entries.find((entry) => entry.type === type);
    expect(find('api_token')?.key).toMatch(new RegExp(`/${digestOf(token)}$`));
    expect(find('api_token')?.fields.metadata).toEqual({
      buckets: { x: { password: digestOf('pw-in-json') } },
    });
    expect(find('sso')?.fields.entity).toBe(`https://bob:${digestOf('pw-in-url')}@idp.example/x`);
    expect(find('resource_override')?.fields.value).toBe(digestOf('pw-in-value'));
  });

  test('ordinary fields are no secrets', () => {
    const [universe] = take({ universe: [{ id: 1, name: 'monkey', deleted: 0 }] });
    expect(universe?.fields).toEqual({ name: 'monkey', deleted: 0 });
  });
});
