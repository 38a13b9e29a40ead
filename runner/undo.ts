import { connectNew, type WritableServer } from '../helpers/coronerd/server.ts';
import { type Host, openHost } from '../helpers/host/host.ts';
import { inStartOrder, scheduledStart } from '../helpers/host/scheduled-start.ts';
import { removeInvited } from '../helpers/invitation/invitation.ts';
import { withTag } from '../helpers/mail/address.ts';
import { sameServer } from '../helpers/network/same-server.ts';
import { removeMarked } from '../helpers/probe/marked-errors.ts';
import { probeProjectOf } from '../helpers/probe/probe-project.ts';
import { removeReport } from '../helpers/probe/temporary-report.ts';
import type { Settings } from '../helpers/settings/settings.ts';
import type { Effect } from '../helpers/settings/types.ts';
import { openTracker } from '../helpers/tracker/jira.ts';
import { Unanswered } from '../helpers/unanswered.ts';
import type { LedgerFile } from '../helpers/undo/ledger.ts';
import { type Leftover, type LeftoverOf, ticketKnownBy } from '../helpers/undo/leftover.ts';
import { byHand, nameOf } from '../helpers/undo/wording.ts';
import { clean, firstLine } from '../helpers/verdict/text.ts';
import { removeLeftWebhook } from '../helpers/workflows/temporary-webhook.ts';
import { removeTicket } from '../helpers/workflows/ticket.ts';

/** What became of what a run had left on the new server; a line each, fit to be shown. */
export interface UndoResult {
  undone: string[];
  /** With why, and how a person removes it. */
  left: string[];
  /** What stands in the list and was done to another server. */
  elsewhere: string[];
}

/** The effect that allows something to be undone: the one that it came of. */
const effectOf: Record<Leftover['kind'], Effect> = {
  errors: 'submit',
  report: 'mail',
  invitation: 'mail',
  workflow: 'workflow',
  ticket: 'ticket',
  unit: 'restart',
};

/**
 * Undoes on the new server what the ledger still lists, as far as it is this server's, of this run's settings, and
 * allowed; the rest is left alone. What comes of it is said on the console.
 */
export async function undoLeftovers(
  ledger: LedgerFile,
  settings: Settings,
  whose: string,
): Promise<UndoResult> {
  const result: UndoResult = { undone: [], left: [], elsewhere: [] };
  const units = { started: 0, left: 0 };
  for (const left of inOrder(ledger.read())) {
    if (left.server.origin !== settings.new.url.origin) {
      const next = `run against that server to undo it, or delete ${ledger.file}`;
      const remark = clean(`an earlier run left ${nameOf(left)}; ${next}`);
      console.error(`! ${remark}`);
      result.elsewhere.push(remark);
      continue;
    }
    try {
      refuseNeeded(left, ledger);
      await undo(left, settings);
      ledger.take(left);
      if (left.kind === 'unit') units.started += 1;
      result.undone.push(clean(`undone on the new server, ${whose}: ${nameOf(left)}`));
    } catch (error) {
      const why = `${firstLine(error instanceof Error ? error.message : String(error), 1_000)}${promiseOf(left)}`;
      const what = clean(`left on the new server, ${whose}: ${nameOf(left)}`);
      console.error(
        `! ${what}\n  ${why}\n  by hand: ${clean(byHand(left))}\n  listed in ${clean(ledger.file)}`,
      );
      if (left.kind === 'unit') units.left += 1;
      result.left.push(`${what}; ${why}; by hand: ${clean(byHand(left))}`);
    }
  }
  if (units.started > 0 && units.left === 0) await callOffStart(settings);
  return result;
}

/** Units first, in the order in which they are started; errors last: a ticket is known by its error. */
function inOrder(left: readonly Leftover[]): Leftover[] {
  const units = left.filter((each) => each.kind === 'unit');
  const order = inStartOrder(units.map(({ unit }) => unit));
  units.sort((a, b) => order.indexOf(a.unit) - order.indexOf(b.unit));
  const others = left.filter(({ kind }) => kind !== 'unit');
  others.sort((a, b) => Number(a.kind === 'errors') - Number(b.kind === 'errors'));
  return [...units, ...others];
}

function refuseNeeded(left: Leftover, ledger: LedgerFile): void {
  const ticket = left.kind === 'errors' ? ticketKnownBy(left, ledger.read()) : undefined;
  if (ticket) throw new Error(`${nameOf(ticket)} is known by one of them: they go when it is gone`);
}

/** A unit is put on the list once the host has confirmed that it will start it. */
function promiseOf(left: Leftover): string {
  return left.kind === 'unit'
    ? `; the host was told to start it by itself: see \`systemctl status ${left.unit} ${scheduledStart}.timer\` there`
    : '';
}

async function undo(left: Leftover, settings: Settings): Promise<void> {
  const effect = effectOf[left.kind];
  if (!settings.allow.includes(effect))
    throw new Error(`ALLOW does not list ${effect}: add it, and the next run undoes it`);
  if (left.kind === 'unit') return startUnit(left, settings);
  const server = connectNew(settings.new, settings.http);
  try {
    await demandSameServer(server, left);
    await undoOn(server, left, settings);
  } finally {
    await server.close();
  }
}

async function startUnit(left: LeftoverOf<'unit'>, settings: Settings): Promise<void> {
  const { unit } = left;
  await onHost(settings, async (host) => {
    if (host.name !== left.host)
      throw new Error(`NEW_SSH names ${host.name}, and it was stopped on ${left.host}`);
    const { status, stderr } = await host.control('start', unit);
    if (status !== 0) throw new Error(`systemctl start ${unit} exited with ${status}: ${stderr}`);
  });
}

/** Calls off that the host starts units by itself: they run. Where that fails it is only said: it does no harm. */
async function callOffStart(settings: Settings): Promise<void> {
  await onHost(settings, (host) => host.cancelStart()).catch((error: unknown) => {
    const advice = error instanceof Unanswered && error.next ? `\n  ${error.next}` : '';
    console.error(
      clean(`! not called off: ${error instanceof Error ? error.message : String(error)}${advice}`),
    );
  });
}

async function onHost<T>(settings: Settings, use: (host: Host) => Promise<T>): Promise<T> {
  if (!settings.new.ssh) throw new Error('NEW_SSH is not set');
  const host = openHost(settings.new.ssh);
  return use(host).finally(() => host.close());
}

/** A name may lead to another machine by now: one server is what a comparison takes for one. */
async function demandSameServer(server: WritableServer, { server: then }: Leftover): Promise<void> {
  await server.login();
  const { reached, url } = server;
  if (sameServer(then, { origin: url.origin, reached }).same) return;
  throw new Error(
    `${then.origin} led to ${then.reached ?? 'a place that is not known'} when it was made, and leads to ${reached}: set NEW_ADDRESS to undo it there`,
  );
}

async function undoOn(
  server: WritableServer,
  left: Exclude<Leftover, { kind: 'unit' }>,
  settings: Settings,
): Promise<void> {
  const seconds = settings.limits.submissionSeconds;
  if (left.kind === 'invitation') {
    demandOwnAddress(left, settings);
    return removeInvited(server, left, seconds);
  }
  const project = await demandProbeProject(server, left, settings);
  if (left.kind === 'report') {
    const recipient = settings.mail?.to;
    if (recipient === undefined) throw new Error('MAIL_TO is not set');
    return removeReport(server, left, { project, recipient }, seconds);
  }
  if (left.kind === 'workflow') return removeLeftWebhook(server, left, seconds);
  if (left.kind === 'ticket') return removeLeftTicket(server, left, settings);
  return removeMarked(server, left, seconds);
}

function demandOwnAddress({ address, username }: LeftoverOf<'invitation'>, { mail }: Settings): void {
  if (mail === undefined) throw new Error('MAIL_TO is not set');
  if (address.toLowerCase() !== withTag(mail.to, username).toLowerCase())
    throw new Error(`${address} is not the tag ${username} of MAIL_TO`);
}

async function demandProbeProject(
  server: WritableServer,
  { universe, name }: { universe: string; name: string },
  settings: Settings,
) {
  if (!settings.probeProject) throw new Error('PROBE_PROJECT is not set');
  const project = await probeProjectOf(settings, server);
  if (project.universe === universe && project.name === name) return project;
  throw new Error(`PROBE_PROJECT is ${project.universe}/${project.name}, not ${universe}/${name}`);
}

async function removeLeftTicket(
  server: WritableServer,
  left: LeftoverOf<'ticket'>,
  { tracker, limits }: Settings,
): Promise<void> {
  if (!tracker) throw new Error('TRACKER_URL, TRACKER_USERNAME and TRACKER_PASSWORD are not set');
  if (left.tracker !== tracker.url.href)
    throw new Error(`TRACKER_URL is ${tracker.url.href}, and the ticket was asked for at ${left.tracker}`);
  await removeTicket(server, openTracker(tracker), left, limits.submissionSeconds);
}
