import { expect, test } from 'vitest';
import { testMachine } from '../testing/machine.ts';

const nonce = '00112233445566778899aabbccddeeff';

function script(plain: string[], privileged: string[], sudo = true): string {
  const asking = (commands: string[]) =>
    commands.map((command, index) => `ask 'q${'abc'[index]}' 5 100000 '${command.replaceAll("'", "'\\''")}'`);
  return [
    `N=${nonce}`,
    'ask() {',
    'printf x',
    '}',
    ...asking(plain),
    `${sudo ? 'sudo -n ' : ''}/bin/sh -s <<'@${nonce}'`,
    `N=${nonce}`,
    ...asking(privileged),
    `@${nonce}`,
    'exit 0',
    '',
  ].join('\n');
}

test('each answer stands in its frame: output, status, complaints', async () => {
  const { ask } = testMachine();
  const asked = await ask(
    '/bin/sh -s',
    script(['nproc --all', 'cat /nowhere'], ["stat -c '%U' /etc"], false),
  );
  expect(asked.status).toBe(0);
  expect(asked.stdout).toBe(
    `\n@${nonce} begin qa\n8\n\n@${nonce} end qa 0\n\n@${nonce} close qa\n` +
      `\n@${nonce} begin qb\n\n@${nonce} end qb 1\ncat: /nowhere: No such file or directory\n\n@${nonce} close qb\n` +
      `\n@${nonce} begin qa\nroot\n\n@${nonce} end qa 0\n\n@${nonce} close qa\n`,
  );
});

test('sudo raises only the questions that are fed to it', async () => {
  const { ask } = testMachine((host) => {
    host.privilege = 'sudo';
  });
  const { stdout } = await ask('/bin/sh -s', script(['id'], ['id']));
  expect(stdout).toContain(
    'begin qa\nuid=1000(operator) gid=1000(operator) groups=1000(operator),27(sudo)\n',
  );
  expect(stdout).toContain('begin qa\nuid=0(root) gid=0(root) groups=0(root)\n');
});

test('without sudo the privileged questions have no frame but a refusal', async () => {
  const { ask } = testMachine((host) => {
    host.privilege = 'none';
  });
  const { stdout } = await ask('/bin/sh -s', script(['nproc'], ['ss -lntp', 'id']));
  expect(stdout).toBe(
    `\n@${nonce} begin qa\n8\n\n@${nonce} end qa 0\n\n@${nonce} close qa\n` +
      `\n@${nonce} unprivileged 1\nsudo: a password is required\n\n@${nonce} close unprivileged\n`,
  );
});

test('a machine without sudo says so', async () => {
  const { ask } = testMachine((host) => {
    host.privilege = 'sudo';
    host.missingTools = ['sudo'];
  });
  const { stdout } = await ask('/bin/sh -s', script([], ['id']));
  expect(stdout).toContain(`@${nonce} unprivileged 127\nsh: 1: sudo: not found\n`);
});

test('what takes too long ends with 124, what is too long with 141, and the rest is answered', async () => {
  const { ask } = testMachine((host) => {
    const coronerd = host.units.coronerd;
    if (coronerd) coronerd.trouble = 'stop-hangs';
  });
  const lines = [
    `N=${nonce}`,
    "ask 'slow' 0.05 100 'systemctl stop coronerd'",
    "ask 'long' 5 3 'hostname -f'",
    "ask 'exact' 5 2 'nproc'",
    '',
  ];
  const { stdout } = await ask('/bin/sh -s', lines.join('\n'));
  expect(stdout).toContain(`begin slow\n\n@${nonce} end slow 124\n`);
  expect(stdout).toContain(`begin long\nnew\n@${nonce} end long 141\n`);
  expect(stdout).toContain(`begin exact\n8\n\n@${nonce} end exact 0\n`);
});

test('any other script is refused, not guessed at', async () => {
  const { ask } = testMachine();
  expect(await ask('/bin/sh -s', 'rm -rf /\n')).toMatchObject({ stdout: '', status: 2 });
});
