import { z } from 'zod';
import { integerOf, rowsOf, textOf } from '../state/row.ts';
import type { Row } from '../state/types.ts';
import type { Coronerd } from './coronerd.ts';
import { isSuperuser, visibleUniverses } from './identity.ts';
import { liveProjects } from './scope.ts';

const criterion = z.looseObject({ type: z.string(), op: z.string(), time: z.coerce.number().optional() });
const storedRules = z.array(
  z.looseObject({ criteria: z.array(criterion), actions: z.array(z.looseObject({})) }),
);

interface Node {
  state: string;
  rules?: object[];
  children?: Record<string, Node>;
}

/** What retention does at the level asked for, and with `recursive` below it (contract §5.2). */
export function retentionStatus(
  coronerd: Coronerd,
  user: Row,
  request: { universe?: string; project?: string; recursive?: boolean },
): Node {
  const instance = instanceNode(coronerd, user);
  const universe = request.universe === undefined ? undefined : instance.children?.[request.universe];
  const project = request.project === undefined ? undefined : universe?.children?.[request.project];
  const node = project ?? universe ?? instance;
  return request.recursive ? node : { ...node, children: {} };
}

function instanceNode(coronerd: Coronerd, user: Row): Node {
  const [row] = isSuperuser(user) ? rowsOf(coronerd.state, 'instance_retention') : [];
  const children = visibleUniverses(coronerd, user).map((universe): [string, Node] => {
    return [textOf(universe, 'name'), universeNode(coronerd, universe)];
  });
  return { ...ruleNode(row, undefined), children: Object.fromEntries(children) };
}

function universeNode(coronerd: Coronerd, universe: Row): Node {
  const row = rowsOf(coronerd.state, 'universe_retention').find((each) => each.universe === universe.id);
  const children = liveProjects(coronerd, universe).map((project): [string, Node] => {
    return [textOf(project, 'name'), projectNode(coronerd, integerOf(project, 'pid'))];
  });
  return { ...ruleNode(row, undefined), children: Object.fromEntries(children) };
}

function projectNode(coronerd: Coronerd, pid: number): Node {
  if (coronerd.state.retentionNotInstalled.includes(pid)) return { state: 'not installed' };
  const row = rowsOf(coronerd.state, 'project_retention').find((each) => each.project === pid);
  return ruleNode(row, coronerd.tables.errors(pid)[0]);
}

function ruleNode(row: Row | undefined, oldest: { id: number; timestamp: number } | undefined): Node {
  const rules = row ? storedRules.parse(JSON.parse(textOf(row, 'rules'))) : [];
  if (rules.length === 0) return { state: 'not installed' };
  return {
    state: 'installed',
    rules: rules.map((rule) => ({
      ...rule,
      enabled: true,
      ...nextObject(oldest, rule.criteria[0]?.time ?? 0),
    })),
  };
}

/** The object that the rule will come to next, and when. */
function nextObject(oldest: { id: number; timestamp: number } | undefined, age: number): object {
  if (!oldest) return { next_object: { namespace: null, object_id: 0, expiry: 0, recvtime: 0 } };
  const { id, timestamp } = oldest;
  const expiry = String(timestamp + age);
  return { next_object: { namespace: 'crdb', object_id: id, expiry, recvtime: String(timestamp) } };
}
