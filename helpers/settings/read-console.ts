import type { Problem } from './problem.ts';
import type { Get } from './read.ts';
import type { ConsoleSettings } from './settings.ts';

/** The console in a browser; half a login at the identity provider is a problem. */
export function readConsole(get: Get, problems: Problem[]): ConsoleSettings {
  const [map, chromium] = [get('CONSOLE_MAP'), get('PLAYWRIGHT_CHROMIUM')];
  const [username, password] = [get('SSO_USERNAME'), get('SSO_PASSWORD')];
  if ((username === undefined) !== (password === undefined)) {
    problems.push({
      variable: username ? 'SSO_PASSWORD' : 'SSO_USERNAME',
      message: 'is not set (a login at the identity provider needs SSO_USERNAME and SSO_PASSWORD)',
    });
  }
  return {
    ...(map ? { map } : {}),
    ...(chromium ? { chromium } : {}),
    pageSeconds: get('PAGE_SECONDS') ?? 20,
    pageConcurrency: get('PAGE_CONCURRENCY') ?? 4,
    ssoHosts: get('SSO_HOSTS') ?? [],
    sandbox: get('CHROMIUM_SANDBOX') ?? true,
    ...(username && password ? { sso: { username, password, account: get('SSO_ACCOUNT') ?? username } } : {}),
  };
}
