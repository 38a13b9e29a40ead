import type { ProjectRef } from '../coronerd/types.ts';
import { difference, show } from './difference.ts';
import { canonical, type Entry, keyOf, type Plain } from './entry.ts';

/** What one server has configured, and what of it is in force. */
export interface Retention {
  /** Rows of the configuration; those of other types are left out. */
  configured: readonly Entry[];
  inForce: readonly Entry[];
  projects: readonly ProjectRef[];
}

/**
 * What is wrong with the retention in force: it differs from the old server's, or rules of the new server's own
 * configuration are not installed. A scope that only the new server has counts where the old one has its projects.
 * `unanswered` are scopes with rules of which neither server's status tells.
 */
export function retentionFindings(
  old: Retention,
  fresh: Retention,
): { findings: string[]; notes: string[]; unanswered: string[] } {
  const known = scopesOf(old.projects);
  const differences = difference(old.inForce, fresh.inForce).filter(
    ({ kind, key }) => kind !== 'extra on new' || (known.has(key) && isInForce(fresh, key)),
  );
  const told = new Set(differences.map(({ key }) => key));
  const parts = { findings: show(differences), notes: [] as string[], unanswered: [] as string[] };
  for (const [scope, rules] of rulesByScope(fresh)) {
    if (told.has(scope)) continue;
    const [part, text] = judge(scope, rules, old, fresh) ?? [];
    if (part && text) parts[part].push(text);
  }
  return parts;
}

function judge(
  scope: string,
  rules: Plain,
  old: Retention,
  fresh: Retention,
): ['findings' | 'notes' | 'unanswered', string] | undefined {
  const node = nodeOf(fresh, scope);
  if (!node) return ['unanswered', `${scope}: rules are configured, rpstatus does not tell of it`];
  if (node.unanswered !== undefined) return undefined;
  if (node.fields.state === 'not installed')
    return ['findings', `${scope}: rules are configured on new, but not installed`];
  const installed = node.fields.rules ?? null;
  if (canonical(installed) === canonical(rules)) return undefined;
  const both = `configured ${canonical(rules)}, installed ${canonical(installed)}`;
  // The server's own way to tell of such rules, as far as the old one goes.
  const asOnOld = canonical(rulesByScope(old).get(scope) ?? null) === canonical(rules);
  if (asOnOld && nodeOf(old, scope))
    return ['notes', `${scope}: rules are told in another form than configured, as on old: ${both}`];
  return ['findings', `${scope}: other rules are installed on new than configured: ${both}`];
}

function nodeOf({ inForce }: Retention, scope: string): Entry | undefined {
  return inForce.find(({ key }) => key === scope);
}

function isInForce(side: Retention, scope: string): boolean {
  return nodeOf(side, scope)?.fields.state !== 'not installed';
}

/** The rules that are configured, of the instance, universes and live projects. */
function rulesByScope({ configured, projects }: Retention): Map<string, Plain> {
  const live = scopesOf(projects.filter(({ deleted }) => !deleted));
  const rules = new Map<string, Plain>();
  for (const { type, key, fields } of configured) {
    if (!/^(?:instance|universe|project)_retention$/.test(type)) continue;
    const scope = type === 'instance_retention' ? '(instance)' : key;
    const some = fields.rules;
    if (live.has(scope) && Array.isArray(some) && some.length > 0) rules.set(scope, some);
  }
  return rules;
}

function scopesOf(projects: readonly ProjectRef[]): Set<string> {
  return new Set([
    '(instance)',
    ...projects.flatMap(({ universe, name }) => [keyOf([universe]), keyOf([universe, name])]),
  ]);
}
