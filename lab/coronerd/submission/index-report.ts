import type { KeptReport } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { indexMinidump } from '../symbols/index-minidump.ts';
import { flatAttributes, type Indexed, keptBytes, readJsonReport } from './report.ts';

/**
 * What is indexed of a report of any format that is taken; of btt and plcrash, whose insides the contract does not tell,
 * what came beside it. Throws `malformed submission`.
 */
export function indexReport(coronerd: Coronerd, pid: number, report: KeptReport): Indexed {
  const indexed = indexContent(coronerd, pid, report);
  return { ...indexed, attributes: { ...indexed.attributes, ...flatAttributes(report.given ?? {}) } };
}

function indexContent(coronerd: Coronerd, pid: number, report: KeptReport): Indexed {
  if (report.format === 'json') return readJsonReport(report.text ?? keptBytes(report).toString('utf8'));
  if (report.format === 'minidump') return indexMinidump(coronerd, pid, keptBytes(report));
  return { attributes: {}, callstack: [] };
}
