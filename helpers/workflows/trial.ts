import { ServerRefused } from '../coronerd/refused.ts';
import type { ProjectName, ProjectRef, WritableServer } from '../coronerd/server.ts';
import { type WorkflowsWriter, writingWorkflows } from '../coronerd/workflows.ts';
import type { Connection } from '../coronerd/workflows-documents.ts';
import { newMark } from '../payloads/probe-report.ts';
import { Sender } from '../probe/sender.ts';
import type { WebhookSettings } from '../settings/settings.ts';
import { Unanswered } from '../unanswered.ts';
import type { Ledger } from '../undo/ledger.ts';
import { type Delivery, listenForWebhook, type Receiver } from '../webhook/receiver.ts';
import type { PlacedIntegration } from './integration-states.ts';
import { troubleOf } from './integration-trouble.ts';
import { makeTemporaryWebhook, removeTemporaryWebhook, type TemporaryWebhook } from './temporary-webhook.ts';
import { submitTestError, type TestError } from './test-error.ts';
import { type WebhookPlugin, webhookPlugin } from './webhook-plugin.ts';

interface Given {
  server: WritableServer;
  /** The service's endpoint, as the server names it. */
  endpoint: string;
  project: ProjectName;
  /** Submission token; without it the session's. */
  token?: string;
  webhook: WebhookSettings;
  /** Within these a test error is found, and a notification arrives. */
  seconds: { stored: number; notified: number };
  ledger: Ledger;
  /** All live projects: a webhook in any of them shows how webhooks are set up. */
  projects: readonly ProjectRef[];
}

/** One test error, and what a webhook was told of it. */
export interface Fired {
  error: TestError;
  /** Undefined where none came in time. */
  delivery: Delivery | undefined;
  /** From the submission to the notification, or to giving up. */
  seconds: number;
  /** How the webhook was set up, and what was made for it. */
  source: string;
  made: string;
  /** Integrations of every project, before the webhook was made and when the notification had come. */
  before: PlacedIntegration[];
  integrations: PlacedIntegration[];
  /** Why the temporary objects could not be removed. */
  left?: string;
}

/** A temporary webhook in the probe's project that calls this machine, and one error for it. */
export class WorkflowTrial {
  readonly mark = newMark();
  readonly #given: Given;
  readonly #workflows: WorkflowsWriter;
  readonly #sender: Sender;
  #receiver: Receiver | undefined;
  #made: TemporaryWebhook['ids'] | undefined;
  #fired: Promise<Fired> | undefined;

  constructor(given: Given) {
    this.#given = given;
    this.#workflows = writingWorkflows(given.server, given.endpoint);
    this.#sender = new Sender(given.server, given.project, this.mark, given.ledger);
  }

  /** Sets up the webhook, submits the error, waits for the notification and removes the webhook; once. */
  fired(signal?: AbortSignal): Promise<Fired> {
    this.#fired ??= this.#fire(signal);
    return this.#fired;
  }

  /** Deliveries about the error, in the order of their arrival, and those that are about something else. */
  deliveries({ error }: Fired): { about: Delivery[]; others: number; foreign: number } {
    const all = this.#receiver?.deliveries ?? [];
    const about = all.filter(isAbout(error));
    const { foreign = 0, tooLarge = 0, brokenOff = 0 } = this.#receiver?.others ?? {};
    return { about, others: all.length - about.length, foreign: foreign + tooLarge + brokenOff };
  }

  /** Stops listening and removes what is still there. What fails stays in the ledger. */
  async cleanUp(): Promise<void> {
    // A step that was broken off may still be making something.
    await this.#fired?.catch(() => undefined);
    await this.#receiver?.close();
    await this.#remove().catch(() => undefined);
  }

  async #fire(signal: AbortSignal | undefined): Promise<Fired> {
    const { server, project, token, webhook, seconds } = this.#given;
    const known = await this.#integrations();
    const connections = await this.#connections();
    this.#receiver = await listenForWebhook(webhook);
    const { href } = this.#receiver.url;
    const integrations = known.map(({ integration }) => integration);
    const plugin = webhookPlugin(href, integrations, connections);
    try {
      await this.#make(plugin, href);
      const begin = performance.now();
      const { stored } = seconds;
      const error = await submitTestError(
        { server, project, sender: this.#sender, seconds: stored, ...(token ? { token } : {}) },
        1,
      );
      const delivery = await this.#notified(error, signal);
      const took = (performance.now() - begin) / 1000;
      const after = await this.#integrations();
      const left = await this.#remove().then(
        () => undefined,
        (reason: unknown) => (reason instanceof Error ? reason.message : String(reason)),
      );
      const fired = {
        error,
        delivery,
        seconds: took,
        source: plugin.source,
        made: this.#told(),
        before: known,
        integrations: after,
      };
      return left === undefined ? fired : { ...fired, left };
    } catch (error) {
      await this.#remove().catch(() => undefined);
      throw error;
    }
  }

  async #make(plugin: WebhookPlugin, url: string): Promise<void> {
    const { project, ledger } = this.#given;
    const place = { project, mark: this.mark, url, ledger };
    try {
      this.#made = await makeTemporaryWebhook(this.#workflows, place, plugin);
    } catch (error) {
      if (!(error instanceof ServerRefused)) throw error;
      throw new Unanswered(
        `the temporary webhook was refused: ${error.message}; it was made with ${plugin.source}`,
        {
          asked: error.asked,
          where: error.where,
          next: 'set up one webhook in any project by hand: its options are then taken as a pattern',
          cause: error,
        },
      );
    }
  }

  /** Waits in short turns, to see early that the service has given the webhook up. */
  async #notified(error: TestError, signal: AbortSignal | undefined): Promise<Delivery | undefined> {
    const { project, seconds } = this.#given;
    const id = this.#made?.integrations;
    const end = performance.now() + seconds.notified * 1000;
    for (;;) {
      const left = Math.max(0, end - performance.now());
      const delivery = await this.#receiver?.wait(isAbout(error), Math.min(1_000, left), signal);
      if (delivery || left === 0 || signal?.aborted || id === undefined) return delivery;
      const integration = await this.#workflows.get('integrations', project, id).catch(() => undefined);
      if (integration && troubleOf(integration)) return undefined;
    }
  }

  async #integrations(): Promise<PlacedIntegration[]> {
    const lists = await Promise.all(
      this.#given.projects.map(async (project) =>
        (await this.#workflows.list('integrations', project)).map((integration) => ({
          project,
          integration,
        })),
      ),
    );
    return lists.flat();
  }

  async #connections(): Promise<Connection[]> {
    const universes = [...new Set(this.#given.projects.map(({ universe }) => universe))];
    const lists = universes.map((universe) => this.#workflows.list('connections', { universe, name: '' }));
    return (await Promise.all(lists)).flat();
  }

  #told(): string {
    const ids = Object.entries(this.#made ?? {});
    return ids.map(([kind, id]) => `${kind}/${id}`).join(', ');
  }

  async #remove(): Promise<void> {
    const { ledger, seconds } = this.#given;
    const left = ledger.read().find((item) => item.kind === 'workflow' && item.mark === this.mark);
    if (left?.kind !== 'workflow') return;
    await removeTemporaryWebhook(this.#workflows, left, seconds.stored);
    ledger.take(left);
  }
}

/** A notification is trusted to be about the error by what it says only: its path is known to nobody else. */
function isAbout({ fingerprint }: TestError): (delivery: Delivery) => boolean {
  return ({ notification }) => notification?.fingerprint === fingerprint;
}
