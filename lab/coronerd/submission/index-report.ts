import type { KeptReport } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { indexMinidump } from '../symbols/index-minidump.ts';
import { flatAttributes, type Indexed, keptBytes, readJsonReport } from './report.ts';

/** What is indexed of a report of any format that is taken. Throws `malformed submission`. */
export function indexReport(coronerd: Coronerd, pid: number, report: KeptReport): Indexed {
  const indexed =
    report.format === 'json'
      ? readJsonReport(report.text ?? keptBytes(report).toString('utf8'))
      : indexMinidump(coronerd, pid, keptBytes(report));
  return { ...indexed, attributes: { ...indexed.attributes, ...flatAttributes(report.given ?? {}) } };
}
