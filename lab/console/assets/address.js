const operators = {
  equal: 'equal',
  contains: 'contains',
  regex: 'regular-expression',
  'not-regex': 'inverse-regular-expression',
};
const seconds = {
  hour: 3_600,
  day: 86_400,
  week: 604_800,
  month: 2_592_000,
  quarter: 7_776_000,
  year: 31_536_000,
};

/** The filters `((attribute,operator,value),(…))` of an address. */
export function readFilters(text) {
  const inner = /^\(([\s\S]*)\)$/.exec(text ?? '')?.[1] ?? '';
  return [...inner.matchAll(/\(([^,()]+),([^,()]+),([\s\S]*?)\)(?=,\(|$)/g)].map(
    ([, attribute, operator, value]) => {
      return { attribute, operator, value };
    },
  );
}

export function writeFilters(filters) {
  return `(${filters.map(({ attribute, operator, value }) => `(${attribute},${operator},${value})`).join(',')})`;
}

/** The page's own address: what of the errors is looked at. */
export function readAddress() {
  const parameters = new URLSearchParams(location.search);
  return {
    time: parameters.get('time') ?? 'week',
    filters: readFilters(parameters.get('filters')),
    fingerprint: parameters.get('fingerprint'),
    offset: Number(parameters.get('offset') ?? 0),
  };
}

/** The same address with other parameters; `undefined` takes one away. */
export function withParameters(changes) {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) address.searchParams.delete(name);
    else address.searchParams.set(name, value);
  }
  return address.href;
}

/** The filter of a query for the span and the filters of the address. */
export function filterOf({ time, filters, fingerprint }) {
  const from = seconds[time] === undefined ? 1 : Math.floor(Date.now() / 1000) - seconds[time];
  const filter = { timestamp: [['at-least', `${from}.`]] };
  const add = (attribute, condition) => {
    filter[attribute] = [...(filter[attribute] ?? []), condition];
  };
  for (const { attribute, operator, value } of filters)
    add(attribute, [operators[operator] ?? operator, value]);
  if (fingerprint) add('fingerprint', ['equal', fingerprint]);
  return [filter];
}
