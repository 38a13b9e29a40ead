import { withoutTrailing } from '../trailing.ts';
import { type Owned, type OwnWorkflowObject, proven } from '../undo/owned.ts';
import type { Ask } from './ask.ts';
import { type ConfigDocument, configDocument, type Service } from './documents.ts';
import { understood } from './reply.ts';
import type { ApiRequest } from './request.ts';
import { endpointUrl } from './service-endpoint.ts';

/** How much of an exchange is shown; see `ApiRequest`. */
type Shown = Pick<ApiRequest, 'confidential' | 'received'>;

/** Side services and where they are (contract §2.3, §5.4, §7 to §10). */
export function readingServices(ask: Ask) {
  const config = async (): Promise<ConfigDocument> => {
    const request: ApiRequest = {
      method: 'GET',
      path: '/api/config',
      token: 'query',
      confidential: true,
      received: configSummary,
    };
    return understood(configDocument, await ask.json(request), ask.asked(request));
  };

  return {
    config,
    /** Installed services that the server tells its clients of. */
    async services(): Promise<Service[]> {
      return (await config()).services;
    },
    /**
     * Where requests to the service at this endpoint go. Throws `NotSent` where that is no place for the session's token,
     * which nothing is sent to then.
     */
    async serviceAt(endpoint: string): Promise<URL> {
      const url = endpointUrl(endpoint, ask.settings.url);
      await ask.refusePlace(url, 'a request to a side service');
      return url;
    },
    /** List or status of services from the service layer; shape unknown (contract §5.4). */
    serviceLayer: (action: 'list' | 'status'): Promise<unknown> =>
      ask.json({
        method: 'POST',
        path: '/api/svclayer',
        json: { action },
        token: action === 'status' ? 'query and body' : 'query',
      }),
    /**
     * Reads from a side service. `base` is the endpoint that `services()` gives, or `/api/symbold`; `path` begins with
     * a slash and has its segments encoded. Gives the parsed JSON with its envelope.
     */
    fromService: async (
      base: string,
      path: string,
      query?: Record<string, string | undefined>,
      shown: Shown = {},
    ): Promise<unknown> => ask.json(serviceRequest(ask, 'GET', base, path, { query, ...shown })),
  };
}

export function writingServices(ask: Ask) {
  return {
    /** Makes something in a side service; see `fromService`. */
    createInService: async (base: string, path: string, json: unknown, shown: Shown = {}): Promise<unknown> =>
      ask.json(serviceRequest(ask, 'POST', base, path, { json, grounds: 'makes', ...shown })),
    /** Deletes an object of the run from a side service; `path` is where those of its kind are. */
    async deleteInService(
      object: Owned<OwnWorkflowObject>,
      base: string,
      path: string,
      shown: Shown = {},
    ): Promise<void> {
      const { id } = proven(object);
      const at = `${path}/${encodeURIComponent(id)}`;
      await ask.json(serviceRequest(ask, 'DELETE', base, at, { grounds: [object], ...shown }));
    },
  };
}

function serviceRequest(
  { settings }: Ask,
  method: ApiRequest['method'],
  base: string,
  path: string,
  rest: Pick<ApiRequest, 'query' | 'json' | 'grounds'> & Shown,
): ApiRequest {
  endpointUrl(base, settings.url);
  return { method, path: withoutTrailing(base, '/') + path, token: 'headers', ...rest };
}

function configSummary(body: string): string {
  const parsed = configDocument.safeParse(JSON.parse(body));
  if (!parsed.success) return '';
  const { services, endpoints, config } = parsed.data;
  const named = services.map((service) => `${service.name} at ${service.endpoint}`).join(', ');
  const ports = Object.entries(endpoints).map(
    ([kind, entries]) => `${kind} ${entries.map((entry) => `${entry.protocol}:${entry.port}`).join(' ')}`,
  );
  return `version ${config.version ?? 'not told'}; services ${named || 'none'}; endpoints ${ports.join(', ') || 'none'}`;
}
