import { randomBytes } from 'node:crypto';
import type { SshSettings } from '../settings/types.ts';
import { Unanswered } from '../unanswered.ts';
import { UnprovenChange } from '../undo/owned.ts';
import { catalogue, commandOf, type FactKey, factKeys } from './catalogue.ts';
import { type Bounds, converse } from './conversation.ts';
import { parseReply, scriptFor } from './frame.ts';
import { connect, type Link } from './link.ts';
import { type LinkLimits, placeName } from './link-failure.ts';
import type { Look } from './look.ts';
import { refusedControl, refusedPrivilege } from './privilege.ts';
import { type AskAsRoot, cancelStart, type ScheduledBy, scheduleStart } from './scheduled-start.ts';
import { serviceUnit } from './service-units.ts';
import { lookOf } from './take-look.ts';

/** A machine that is reached by SSH. */
export interface Host {
  /** `host`, with `:port` where it is not 22. */
  readonly name: string;
  /** Exec channels opened so far. */
  readonly channels: number;
  /** Asks the whole catalogue in one round trip. Throws Unanswered if nothing came back; see Look for the rest. */
  look(options?: { storagePaths?: string[]; signal?: AbortSignal }): Promise<Look>;
  /**
   * Stops or starts one of the services, or asks whether it is active. Any exit status is an answer, 124 that it had
   * not ended within `seconds` (120). Throws Unanswered if the connection was lost, RangeError for another unit, and
   * UnprovenChange for a stop of a unit that `scheduleStart` has not made sure of.
   */
  control(
    action: 'stop' | 'start' | 'is-active',
    unit: string,
    options?: { seconds?: number; signal?: AbortSignal },
  ): Promise<{ status: number; stdout: string; stderr: string }>;
  /**
   * Has the host start these units by itself after a whole number of `seconds`, even if this process and its connection
   * are gone by then. Throws Unanswered unless the host has confirmed it, RangeError for another unit.
   */
  scheduleStart(
    units: Iterable<string>,
    options: { seconds: number; signal?: AbortSignal },
  ): Promise<ScheduledBy>;
  /** Calls that off. Throws Unanswered where it could not be, or nobody can tell. */
  cancelStart(): Promise<void>;
  close(): Promise<void>;
}

/** Bounds of everything that is done on a host. */
export interface HostLimits extends LinkLimits {
  /** For a whole look. */
  lookSeconds: number;
  lookBytes: number;
}

const usualLimits: HostLimits = {
  connectSeconds: 10,
  readySeconds: 15,
  keepaliveSeconds: 10,
  lookSeconds: 90,
  lookBytes: 48 * 1024 * 1024,
};

/** A host that is connected to when it is first asked. A connection that failed is not tried again: the same Unanswered is thrown. */
export function openHost(settings: SshSettings, limits: Partial<HostLimits> = {}): Host {
  const bounds = { ...usualLimits, ...limits };
  const name = placeName(settings);
  const loginIsRoot = settings.user === 'root';
  let link: Promise<Link> | undefined;
  let channels = 0;
  /** Units that the host itself will start. */
  const promised = new Set<string>();

  const run = async (command: string, input: string, within: Bounds) => {
    link ??= connect(settings, bounds);
    const open = await link;
    let sentAt = Date.now();
    // A fast command may end in the packet that opens its channel: whoever listens later never hears of it.
    const said = await open.exec(command, (channel) => {
      channels += 1;
      sentAt = Date.now();
      return converse(channel, input, within, name);
    });
    // With nothing said, the loss is all there is to tell.
    if (open.lost && said.stdout.length === 0 && said.status === null) throw open.lost;
    return { ...said, sentAt, finishedAt: Date.now() };
  };

  const look: Host['look'] = async ({ storagePaths = ['/var/coronerd'], signal } = {}) => {
    const commands = Object.fromEntries(factKeys.map((key) => [key, commandOf(key, storagePaths)])) as Record<
      FactKey,
      string
    >;
    const nonce = randomBytes(12).toString('hex');
    const questions = factKeys.map((key) => ({ ...catalogue[key], key, command: commands[key] }));
    const clock = clockWatch(nonce);
    const said = await run('/bin/sh -s', scriptFor(questions, nonce, loginIsRoot), {
      seconds: bounds.lookSeconds,
      maxBytes: bounds.lookBytes,
      signal,
      onOutput: clock.hear,
    });
    const { sentAt, finishedAt, ended, status } = said;
    return lookOf({
      host: name,
      user: settings.user,
      commands,
      reply: parseReply(said.stdout, nonce),
      times: { sentAt, receivedAt: clock.heardAt() ?? finishedAt, finishedAt },
      ended,
      status,
      around: `${said.stdout.subarray(0, 2000)}${said.stderr}`,
      seconds: bounds.lookSeconds,
    });
  };

  const control: Host['control'] = async (action, unit, { seconds = 120, signal } = {}) => {
    if (action === 'stop' && !promised.has(serviceUnit(unit)))
      throw new UnprovenChange(
        `${unit} on ${name} was not stopped: nobody promised that it is started again`,
      );
    serviceUnit(unit);
    const command = `${loginIsRoot ? '' : 'sudo -n '}systemctl ${action} ${unit}`;
    const said = await run(command, '', { seconds, maxBytes: 64 * 1024, signal });
    if (said.status === null && said.ended === 'too slow')
      return { status: 124, stdout: said.stdout.toString('utf8'), stderr: `no answer within ${seconds} s` };
    if (said.status === null) throw unfinished(name, command, 'the connection ended before it was done');
    if (!loginIsRoot && /^sudo: /m.test(said.stderr))
      throw refusedControl(
        settings.user,
        { status: said.status, stderr: said.stderr },
        { asked: command, where: name },
      );
    return { status: said.status, stdout: said.stdout.toString('utf8'), stderr: said.stderr };
  };

  const askAsRoot: AskAsRoot = async (commands, signal) => {
    const nonce = randomBytes(12).toString('hex');
    const bounds = { root: true, seconds: 30, bytes: 4 * 1024 * 1024 };
    const questions = commands.map((command, at) => ({ key: 'q'.repeat(at + 1), command, ...bounds }));
    const said = await run('/bin/sh -s', scriptFor(questions, nonce, loginIsRoot), {
      seconds: 60,
      maxBytes: 8 * 1024 * 1024,
      signal,
    });
    const { answers, refusal } = parseReply(said.stdout, nonce);
    if (refusal) throw refusedPrivilege(settings.user, refusal, { asked: '/bin/sh -s', where: name });
    return questions.map(({ key, command }) => {
      const answer = answers.get(key);
      if (!answer) throw unfinished(name, command, 'the connection or the shell ended before it was done');
      return {
        status: answer.status,
        stdout: answer.stdout.toString('utf8'),
        stderr: answer.stderr.toString('utf8'),
      };
    });
  };

  return {
    name,
    get channels() {
      return channels;
    },
    look,
    control,
    async scheduleStart(units, options) {
      const by = await scheduleStart(askAsRoot, name, { units, ...options });
      for (const unit of units) promised.add(unit);
      return by;
    },
    async cancelStart() {
      promised.clear();
      await cancelStart(askAsRoot, name);
    },
    close: async () => {
      const open = await link?.catch(() => undefined);
      await open?.close();
    },
  };
}

/** Notes when the host's clock had answered: that bounds the skew far closer than the whole look does. */
function clockWatch(nonce: string): { hear: (chunk: Buffer) => void; heardAt: () => number | undefined } {
  let heard = '';
  let at: number | undefined;
  return {
    hear: (chunk) => {
      if (at !== undefined) return;
      heard += chunk.toString('latin1');
      if (heard.includes(`\n@${nonce} close clock\n`)) at = Date.now();
    },
    heardAt: () => at,
  };
}

function unfinished(name: string, command: string, why: string): Unanswered {
  const next = `Run \`${command}\` on the host by hand, and see whether the service is up.`;
  return new Unanswered(`${name}: ${command}: ${why}`, { asked: command, where: name, next });
}
