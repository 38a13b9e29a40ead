import { Hono } from 'hono';
import { rowsOf } from '../../state/row.ts';
import { groupingFrames, rulesOf } from '../callstack/rules.ts';
import type { Coronerd } from '../coronerd.ts';
import { invalidParameter } from '../failure.ts';
import type { Input, LabEnv } from '../input.ts';
import { personsScope } from '../scope.ts';
import { fingerprintOf } from '../submission/fingerprint.ts';
import { readJsonReport } from '../submission/report.ts';

/** `/api/callstack`: the deduplication rules of a project, and what they make of a report (contract §4.6). */
export function callstackEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  const rulesets = (input: Input) => {
    const { pid } = personsScope(coronerd, input);
    const rows = rowsOf(coronerd.state, 'deduplication').filter((row) => row.project === pid);
    const name = input.parameters.get('name');
    return name === null ? rows : rows.filter((row) => row.name === name);
  };
  return new Hono<LabEnv>()
    .get('/callstack', (c) => {
      const { input } = c.var;
      if (input.parameters.get('action') !== 'get') throw invalidParameter('action', "'get'");
      const rows = rulesets(input);
      return c.json({
        rulesets: rows.map(({ name, languages, platforms, enabled, priority, rules }) => {
          return { name, languages, platforms, enabled, priority, rules: JSON.parse(String(rules)) };
        }),
      });
    })
    .post('/callstack', (c) => {
      const { input } = c.var;
      if (input.parameters.get('action') !== 'evaluate') throw invalidParameter('action', "'evaluate'");
      const rules = rulesOf(rulesets(input));
      const { callstack } = readJsonReport(input.body.toString('utf8'));
      const frame = groupingFrames(callstack, rules);
      return c.json({ callstack: { frame }, fingerprint: fingerprintOf(callstack, rules) });
    });
}
