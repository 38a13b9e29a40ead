import { z } from 'zod';
import type { StoredError, WorkflowIntegration } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import type { Scope } from '../scope.ts';
import { passes } from './filters.ts';
import { notification } from './notification.ts';
import { type ThirdParties, tell } from './third-party.ts';

/** Events are sent together every so many ms. */
const batch = 500;

interface Event {
  scope: Scope;
  error: StoredError;
  /** The error is the first of its group. */
  isNew: boolean;
}

/** What fires webhooks when errors come in, and keeps how each integration is. */
export class WorkflowEngine {
  readonly #server: Pick<Coronerd, 'state' | 'port'>;
  readonly #known: ThirdParties;
  #waiting: Event[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(server: Pick<Coronerd, 'state' | 'port'>, known: ThirdParties) {
    this.#server = server;
    this.#known = known;
  }

  /** An error was stored: alerts of its project may want to know. */
  submitted(event: Event): void {
    if (!this.#installed()) return;
    this.#waiting.push(event);
    this.#timer ??= setTimeout(() => void this.#flush(), batch);
  }

  /** Tells a third party something; where that fails, the integration is stopped and keeps the reason. */
  async tell(integration: WorkflowIntegration, to: Parameters<typeof tell>[0]): Promise<unknown> {
    const { unreachable = [], keepsNoReason } = this.#server.state.behaviour.workflows ?? {};
    try {
      return await tell(to, { known: this.#known, unreachable });
    } catch (error) {
      integration.state = 'stopped';
      if (!keepsNoReason) integration.lastError = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  }

  /** Forgets what is still waiting to be sent. */
  close(): void {
    clearTimeout(this.#timer);
    this.#waiting = [];
  }

  async #flush(): Promise<void> {
    this.#timer = undefined;
    const events = this.#waiting.splice(0);
    if (this.#server.state.behaviour.workflows?.neverFires) return;
    await Promise.all(events.filter(isLastOfGroup).map((event) => this.#fire(event)));
  }

  async #fire({ scope, error, isNew }: Event): Promise<void> {
    const { state } = this.#server;
    const { alerts = [], integrations = [] } = state.workflows ?? {};
    const isHere = (each: { universe: string; project: string }) =>
      each.universe === scope.universeName && each.project === scope.projectName;
    const wanting = alerts.filter(
      (alert) =>
        isHere(alert) &&
        alert.state === 'enabled' &&
        (alert.condition.name === 'trace' || (alert.condition.name === 'group' && isNew)) &&
        passes(alert.filters, error),
    );
    const ids = new Set(wanting.flatMap((alert) => alert.integrations));
    const told = integrations.filter(({ id, state }) => ids.has(id) && state === 'enabled');
    const errors = state.errors[scope.pid] ?? [];
    const payload = notification(this.#server, scope, errors, error);
    // As if another group had its first error at the same time.
    const another = { ...error, fingerprint: [...error.fingerprint].reverse().join('') };
    const list = [notification(this.#server, scope, [another], another), payload];
    const json = state.behaviour.workflows?.inLists ? list : payload;
    await Promise.all(
      told.filter(({ pluginId }) => pluginId === 'webhook').map((each) => this.#webhook(each, json)),
    );
  }

  async #webhook(integration: WorkflowIntegration, json: object): Promise<void> {
    const { username, password } = credentials(integration.options);
    if (!username) return refused(integration, 'the authentication details are missing');
    const url = String(integration.options.url ?? '');
    await this.tell(integration, { url, json, username, ...(password ? { password } : {}) });
  }

  #installed(): boolean {
    return this.#server.state.services.some(({ name }) => name === 'workflows');
  }
}

function isLastOfGroup({ error }: Event, place: number, events: Event[]): boolean {
  return !events.slice(place + 1).some((later) => later.error.fingerprint === error.fingerprint);
}

function refused(integration: WorkflowIntegration, reason: string): void {
  integration.state = 'stopped';
  integration.lastError = reason;
}

/** A webhook has to have credentials, also where nobody asks for them. */
function credentials(options: Record<string, unknown>): { username?: string; password?: string } {
  const given = account.safeParse(options.authentication ?? options);
  return given.success ? given.data : {};
}

const account = z.looseObject({ username: z.string().optional(), password: z.string().optional() });
