import { filterOf, readAddress, withParameters } from './address.js';
import { showFilters } from './filters.js';
import { aggregate, framesOf } from './query.js';
import { fail } from './say.js';
import { drawBars, element, errorsText, loaded, pager, row, timeText } from './show.js';

const size = 20;
const part = document.querySelector('.triage');
const { query, chart, debugger: debuggerPath, skip } = part.dataset;
const address = readAddress();
const filter = filterOf(address);
if (Number(skip) > 0) filter[0]._tx = [['greater-than', await firstObject()]];

/** Id of the oldest error. */
async function firstObject() {
  const { groups } = await aggregate(query, { filter: filterOf(address), fold: { _tx: [['min']] } });
  return Number(groups[0]?.cells['min _tx']?.[0] ?? 0);
}

function activity(cells) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'activity');
  const [from, to = from] = cells['range timestamp'].map(Number);
  drawBars(svg, cells['bin timestamp'], [from, to + 1]);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', `from ${timeText(from)} to ${timeText(to)}`);
  return svg;
}

/** What stands in a column, by the column's name. */
const columns = {
  Status: ({ cells }) => {
    const state = cells['head fingerprint;issues;state'][0] ?? 'open';
    return element('span', { className: `state ${state}`, textContent: state });
  },
  Fingerprint: ({ key }) => {
    const href = withParameters({ fingerprint: key, similarity: 'false', offset: undefined });
    return element('a', { href, textContent: key.slice(0, 7), title: key });
  },
  Errors: ({ count }) => count.toLocaleString('en-US'),
  Activity: ({ cells }) => activity(cells),
  Description: ({ cells }) =>
    element(
      'div',
      {},
      element('strong', { textContent: cells['head error.message'][0] ?? '' }),
      element('div', {
        className: 'stack',
        textContent: framesOf(cells['head callstack'][0]).slice(0, 4).join(' ← '),
      }),
    ),
  'Normalized callstack': ({ cells }) =>
    element('div', {
      className: 'stack',
      textContent: framesOf(cells['head callstack'][0]).slice(0, 5).join(' ← '),
    }),
  Classifiers: ({ cells }) => cells['head classifiers'][0] ?? '',
  Hosts: ({ cells }) => String(cells['unique hostname'][0] ?? 0),
  Tags: ({ cells }) => cells['head fingerprint;issues;tags'][0] ?? '',
  Assignees: ({ cells }) => cells['head fingerprint;issues;assignee'][0] ?? '',
  Tickets: ({ cells }) => cells['head fingerprint;issues;ticket'][0] ?? '',
};

function groupRow(group, names) {
  const newest = Number(group.cells['max _tx'][0]).toString(16);
  const href = debuggerPath.replace('OBJECT', newest);
  const link = element('a', { href, title: 'View in Debugger', textContent: 'Debug' });
  return row(...names.map((name) => columns[name](group)), link);
}

async function showGroups() {
  const { errors, groupCount, groups } = await aggregate(query, {
    filter,
    group: ['fingerprint'],
    fold: {
      timestamp: [['range'], ['bin', 24]],
      callstack: [['head']],
      classifiers: [['head']],
      'error.message': [['head']],
      hostname: [['unique']],
      _tx: [['max']],
      ...Object.fromEntries(
        ['state', 'tags', 'assignee', 'ticket'].map((field) => [`fingerprint;issues;${field}`, [['head']]]),
      ),
    },
    order: [{ name: ';count', ordering: 'descending' }],
    limit: size,
    offset: address.offset,
  });
  document.getElementById('counter').textContent = errorsText(errors);
  const names = [...part.querySelectorAll('th')].slice(0, -1).map((cell) => cell.textContent);
  part.querySelector('tbody').replaceChildren(...groups.map((group) => groupRow(group, names)));
  if (groups.length === 0) {
    part.querySelector('table').after(
      element('p', {
        className: 'empty',
        textContent: 'There are no errors in this time frame that pass the filters.',
      }),
    );
  }
  pager(part.querySelector('nav'), { offset: address.offset, size, total: groupCount }, (offset) =>
    withParameters({ offset: String(offset) }),
  );
  loaded(part);
}

async function showChart() {
  const { groups } = await aggregate(chart, { filter, fold: { timestamp: [['range'], ['bin', 60]] } });
  const cells = groups[0]?.cells;
  if (!cells) return;
  const [from, to = from] = cells['range timestamp'].map(Number);
  drawBars(document.getElementById('chart'), cells['bin timestamp'], [from, to + 1]);
  document.getElementById('range').textContent = `${timeText(from)} - ${timeText(to)}`;
}

showFilters();
// The list is what people come for: it stands without the chart.
showChart().catch(() => undefined);
showGroups().catch((error) => fail(part, error));
