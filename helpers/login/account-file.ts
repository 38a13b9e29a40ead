import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { registerSecret } from '../redact.ts';
import { Unanswered } from '../unanswered.ts';

const account = z
  .strictObject({
    username: z.string().min(1),
    password: z.string().min(1).optional(),
    /** The role that is right; without it, the one that the server lists. */
    role: z.string().min(1).optional(),
    /** It logs in by SSO only: its password, or any other, must be refused. */
    sso: z.boolean().optional(),
  })
  .refine(({ password, sso }) => password !== undefined || sso === true, {
    message: 'needs a "password", or "sso": true',
  });

/** An account that is tried. */
export type Account = z.output<typeof account>;

/**
 * The accounts of the file that LOGIN_ACCOUNTS_FILE names. Throws `Unanswered` where it cannot be used: missing, no JSON,
 * another form, an account twice, or open to others than its owner. No message holds a part of it.
 */
export function readAccounts(file: string): Account[] {
  const fail = (problem: string, next: string) =>
    new Unanswered(`LOGIN_ACCOUNTS_FILE: ${file} ${problem}`, {
      asked: `read ${file}`,
      where: 'this machine',
      next,
    });
  const form = 'Write [{"username": "…", "password": "…"}, {"username": "…", "sso": true}].';
  const text = readPrivate(file, fail);
  const parsed = z
    .array(account)
    .min(1)
    .safeParse(jsonOf(text, () => fail('is no JSON', form)));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw fail(`is not as expected: ${issue?.path.join('.') || 'the list'}: ${issue?.message}`, form);
  }
  const names = parsed.data.map(({ username }) => username);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw fail(`names the account ${twice} twice`, 'List each account once.');
  for (const { password } of parsed.data) registerSecret(password);
  return parsed.data;
}

function readPrivate(file: string, fail: (problem: string, next: string) => Unanswered): string {
  try {
    // The bits mean nothing on Windows.
    if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
      throw fail('can be read by others than its owner', `chmod 600 ${file}`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Unanswered) throw error;
    const { code } = error as { code?: string };
    throw fail(`cannot be read (${code ?? 'no reason given'})`, 'Correct LOGIN_ACCOUNTS_FILE.');
  }
}

function jsonOf(text: string, failure: () => Unanswered): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the file.
    throw failure();
  }
}
