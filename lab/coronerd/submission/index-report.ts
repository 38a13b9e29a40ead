import type { KeptReport } from '../../state/types.ts';
import { malformed } from '../failure.ts';
import { flatAttributes, type Indexed, keptBytes, readJsonReport } from './report.ts';

const minidumpSignature = 'MDMP';

/** What is indexed of a report of any format that is taken. Throws `malformed submission`. */
export function indexReport(report: KeptReport): Indexed {
  const given = flatAttributes(report.given ?? {});
  if (report.format === 'json') {
    const indexed = readJsonReport(report.text ?? keptBytes(report).toString('utf8'));
    return { ...indexed, attributes: { ...indexed.attributes, ...given } };
  }
  const signature = keptBytes(report).subarray(0, minidumpSignature.length).toString('latin1');
  if (signature !== minidumpSignature) throw malformed('the file is not a minidump');
  return { attributes: given, callstack: [] };
}
