/**
 * The name under which a side service is known to every source: `backtrace-workflows.service`, `Workflows` and
 * `/etc/backtrace/workflows` are the same one. How units and directories of most services are really called is UNKNOWN
 * (docs §9), so this is the one place to correct; undefined where nothing is left.
 */
export function serviceName(said: string): string | undefined {
  const name = said
    .trim()
    .toLowerCase()
    .replace(/\.(?:service|timer|socket|path)$/, '')
    .replace(/@[\s\S]*/, '')
    .replace(/[_\s]+/g, '-')
    .replace(/^backtrace-(?=.)/, '');
  return /^[a-z0-9]/.test(name) ? name : undefined;
}

/** Parts of the server itself, which the steps of Startup/Service judge: no side services. */
export const ownParts: ReadonlySet<string> = new Set([
  'coronerd',
  'coroner',
  'coronerd-crash-report',
  'proxy',
  'nginx',
]);

/** Services whose configuration the docs have elsewhere than in `/etc/backtrace/<service>/`: the directory. */
export const confElsewhere: Readonly<Record<string, string>> = {
  saml: '/opt/backtrace/backtrace-saml',
};

/** The directories in which the configuration of a service may be. */
export function confDirectories(name: string): string[] {
  const elsewhere = Object.hasOwn(confElsewhere, name) ? confElsewhere[name] : undefined;
  const usual = [`/etc/backtrace/${name}`, `/etc/backtrace/backtrace-${name}`];
  return elsewhere === undefined ? usual : [...usual, elsewhere];
}
