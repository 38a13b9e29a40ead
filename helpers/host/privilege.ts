import { excerpt } from '../redact.ts';
import { type Question, Unanswered } from '../unanswered.ts';
import { serviceUnits } from './service-units.ts';

/** The line for sudoers(5) that lets a login ask the privileged questions. It amounts to root. */
export function sudoersLine(user: string, commands = '/bin/sh -s'): string {
  return `${user.replace(/[^A-Za-z0-9_.-]/g, String.raw`\$&`)} ALL=(root) NOPASSWD: ${commands}`;
}

/** Every line for sudoers(5) that stopping and starting the services needs, with the promise that they run again. */
export function restartSudoersLines(user: string): string[] {
  const commands = serviceUnits.map((unit) =>
    ['stop', 'start', 'is-active'].map((action) => `/usr/bin/systemctl ${action} ${unit}`).join(', '),
  );
  return [sudoersLine(user), ...commands.map((each) => sudoersLine(user, each))];
}

/** That `sudo` let nothing be run as root. */
export class PrivilegeRefused extends Unanswered {}

/** That `sudo` did not let the privileged questions be asked, with what to add on the host. */
export function refusedPrivilege(
  user: string,
  refusal: { status: number; stderr: string },
  question: Question,
): PrivilegeRefused {
  const said = excerpt(refusal.stderr, 300) || `exit status ${refusal.status}`;
  const message = `${question.where}: \`${question.asked}\` needs root, and \`sudo -n\` refused ${user}: ${said}`;
  return new PrivilegeRefused(message, { ...question, next: nextStep(user, refusal) });
}

/** That `sudo` did not let a service be stopped or started, with what to add on the host. */
export function refusedControl(
  user: string,
  refusal: { status: number; stderr: string },
  question: Question,
): Unanswered {
  const command = question.asked.replace('sudo -n systemctl', '/usr/bin/systemctl');
  const line = sudoersLine(user, command);
  const message = `${question.where}: \`${question.asked}\` was refused: ${excerpt(refusal.stderr.trim(), 300)}`;
  const all = restartSudoersLines(user)
    .map((each) => `\`${each}\``)
    .join(' ');
  const next = `Add the line \`${line}\` with \`visudo -f /etc/sudoers.d/backtrace-verification\` on the host, or log in as root. All that this step needs: ${all}`;
  return new Unanswered(message, { ...question, next });
}

function nextStep(user: string, { status, stderr }: { status: number; stderr: string }): string {
  if (status === 127) return `Install sudo on the host, or log in as root.`;
  if (/\btty\b/.test(stderr) && !/password/.test(stderr))
    return `Add the line \`Defaults:${user} !requiretty\` with \`visudo -f /etc/sudoers.d/backtrace-verification\` on the host.`;
  return `Add the line \`${sudoersLine(user)}\` with \`visudo -f /etc/sudoers.d/backtrace-verification\` on the host (it lets ${user} do anything as root; take it away afterwards), or log in as root.`;
}
