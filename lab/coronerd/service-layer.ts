import type { ServerState } from '../state/types.ts';

/** What `POST /api/svclayer` replies; the form is UNKNOWN (contract §5.4), so the state may choose another. */
export function serviceLayer({ services, layerServices = [], behaviour }: ServerState): unknown {
  const { form, without = [] } = behaviour.serviceLayer ?? {};
  const listed = [...services, ...layerServices].filter(({ name }) => !without.includes(name));
  switch (form) {
    case 'list':
      return listed;
    case 'map':
      return Object.fromEntries(listed.map(({ name, status }) => [name, status]));
    case 'nested':
      return {
        response: { items: listed.map(({ name, status }) => ({ service: name, health: { state: status } })) },
      };
    case 'names':
      return { services: listed.map(({ name }) => name) };
    default:
      return { services: listed };
  }
}
