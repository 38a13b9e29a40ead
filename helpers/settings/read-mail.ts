import type { Problem } from './problem.ts';
import type { Get } from './read.ts';
import type { MailSettings } from './types.ts';

const needed = ['MAIL_TO', 'MAIL_IMAP', 'MAIL_USERNAME', 'MAIL_PASSWORD'] as const;
const others = ['MAIL_FOLDER', 'MAIL_CA_FILE', 'MAIL_SECONDS'] as const;

/** The mailbox of the run, where any of its variables is set; one that lacks something is a problem. */
export function readMail(get: Get, problems: Problem[]): MailSettings | undefined {
  const before = problems.length;
  const [to, imap, username, password] = [
    get('MAIL_TO'),
    get('MAIL_IMAP'),
    get('MAIL_USERNAME'),
    get('MAIL_PASSWORD'),
  ];
  const [folder, caFile, seconds] = [get('MAIL_FOLDER'), get('MAIL_CA_FILE'), get('MAIL_SECONDS')];
  if (to && imap && username && password) {
    return {
      to,
      ...imap,
      username,
      password,
      folder: folder ?? 'INBOX',
      seconds: seconds ?? 60,
      ...(caFile ? { caFile } : {}),
    };
  }
  const set = [...needed, ...others].filter((name) => get(name) !== undefined);
  const first = set[0];
  if (first === undefined || problems.length > before) return undefined;
  for (const name of needed.filter((each) => get(each) === undefined)) {
    problems.push({
      variable: name,
      message: `is not set, but ${first} is: a mailbox needs ${needed.join(', ')}`,
    });
  }
  return undefined;
}
