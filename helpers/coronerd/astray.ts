import { NotSent } from './token-places.ts';

/**
 * Throws `NotSent` for a path that leads to something else than it names: a server may give `..` as an id, or none, and
 * what was to be done to one object would be done to all that are beside it. `at` names the request.
 */
export function refuseAstray(method: string, path: string, at: { asked: string; where: string }): void {
  const [, ...segments] =
    path
      .replace(/^https?:\/\/[^/?#]*/i, '')
      .split(/[?#]/, 1)[0]
      ?.split('/') ?? [];
  const leadsOn = segments.some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
  const isWhole = method !== 'GET' && method !== 'POST' && segments.at(-1) === '';
  if (!leadsOn && !isWhole) return;
  const next = 'Look at the ids that the server lists: one of them is empty, or made of dots.';
  throw new NotSent(`${method} ${path} was not sent to ${at.where}: it leads to something else. ${next}`, {
    ...at,
    next,
  });
}
