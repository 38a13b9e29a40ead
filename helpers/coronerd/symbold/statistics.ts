import { asNumber, type Fields, isFields, numberIn, valueIn } from './spellings.ts';

/** What a symbol server has done since it was added to symbold; null is what the reply did not tell. */
export interface Statistics {
  /** Downloaded, in bytes. */
  bytes: number | null;
  /** Symbols that were downloaded. */
  successes: number | null;
  downloadFailures: number | null;
  conversionFailures: number | null;
  /** Of every stage. */
  failures: number | null;
}

const names = {
  nested: ['statistics', 'stats', 'statistic', 'usage'],
  bytes: [
    'bytes',
    'totalbytes',
    'totalbytesdownloaded',
    'bytesdownloaded',
    'downloadedbytes',
    'totaldownloaded',
  ],
  successes: [
    'successes',
    'success',
    'successcount',
    'successfuldownloads',
    'successfuldownload',
    'successdownloads',
    'succeeded',
  ],
  failures: ['failures', 'failure', 'failurecount', 'failurescount', 'failed', 'totalfailures'],
  downloadFailures: ['downloadfailures', 'faileddownloads', 'downloadfailurecount', 'failuresdownload'],
  conversionFailures: [
    'conversionfailures',
    'failedconversions',
    'conversionfailurecount',
    'failuresconversion',
  ],
} as const;

/** Every name of a field that is statistics: such fields are no settings. */
export const statisticNames: readonly string[] = Object.values(names).flat();

/** The statistics of a symbol server's row: beside its settings, or in an object of their own. */
export function readStatistics(row: Fields): Statistics {
  const nested = valueIn(row, names.nested);
  const fields = isFields(nested) ? nested : row;
  const stages = valueIn(fields, names.failures);
  const byStage = isFields(stages) ? stages : {};
  const downloadFailures =
    numberIn(fields, names.downloadFailures) ?? numberIn(byStage, ['download', 'downloads']);
  const conversionFailures =
    numberIn(fields, names.conversionFailures) ?? numberIn(byStage, ['conversion', 'conversions']);
  const parts = [downloadFailures, conversionFailures].filter((each) => each !== null);
  const sum = parts.length > 0 ? parts.reduce((all, each) => all + each, 0) : null;
  return {
    bytes: numberIn(fields, names.bytes),
    successes: numberIn(fields, names.successes),
    downloadFailures,
    conversionFailures,
    failures: asNumber(stages) ?? sum,
  };
}
