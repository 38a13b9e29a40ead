import type { BpgRow } from '../coronerd/bpg.ts';
import { flag } from '../coronerd/documents.ts';
import type { Account } from './account-file.ts';
import type { LoginResult } from './try-account.ts';

/** How a login ended and how it has to, in the same words where both agree; what could not be compared is a note. */
export interface LoginJudgement {
  said: string;
  expected: string;
  notes: string[];
}

/** Judges a login by the account's row in `users`, where there is one; the role of the account file comes first. */
export function judgeLogin(account: Account, result: LoginResult, row: BpgRow | undefined): LoginJudgement {
  if ('refused' in result || account.sso) {
    const said = 'refused' in result ? 'refused' : described(result.username, result.role);
    const expected = account.sso
      ? 'refused'
      : described(textOf(row?.username) ?? account.username, roleOf(account, row));
    return { said, expected, notes: [] };
  }
  const notes: string[] = [];
  const name = textOf(row?.username) ?? account.username;
  const names = [name, account.username, textOf(row?.email)];
  const goodName =
    result.username === undefined || names.some((each) => each !== undefined && same(each, result.username));
  if (result.username === undefined)
    notes.push(`the server does not tell as whom ${account.username} logged in`);
  const role = roleOf(account, row);
  if (role === undefined) notes.push(`which role ${account.username} should have is not known: not compared`);
  else if (result.role === undefined)
    notes.push(`the server does not tell with which role ${account.username} logged in`);
  const comparable = role !== undefined && result.role !== undefined;
  const goodRole = !comparable || same(role, result.role);
  const shownRole = comparable ? role : undefined;
  return {
    said: described(goodName ? name : result.username, goodRole ? shownRole : result.role),
    expected: described(name, shownRole),
    notes,
  };
}

/** What speaks against accounts that are said to log in by SSO only, by their rows in `users`; one sentence each. */
export function ssoFindings(accounts: readonly Account[], rows: readonly BpgRow[]): string[] {
  return accounts
    .filter(({ sso }) => sso)
    .flatMap(({ username }) => {
      const row = rowOf(rows, username);
      if (!row) return [`${username}: there is no such account`];
      return row.method === 'password'
        ? [`${username}: its method is "password", expected single sign-on`]
        : [];
    });
}

/** The account's row among those that are not deleted. Servers take the e-mail address for the user name. */
export function rowOf(rows: readonly BpgRow[], name: string): BpgRow | undefined {
  const live = rows.filter(({ deleted }) => flag.safeParse(deleted).data !== true);
  const by = (field: string) => live.find((row) => same(textOf(row[field]), name));
  return by('username') ?? by('email');
}

function roleOf(account: Account, row: BpgRow | undefined): string | undefined {
  return account.role ?? textOf(row?.role);
}

function described(username: string | undefined, role: string | undefined): string {
  return `logged in as ${username ?? '(not told)'}${role === undefined ? '' : ` (${role})`}`;
}

function same(one: string | undefined, other: string | undefined): boolean {
  return one?.toLowerCase() === other?.toLowerCase();
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
