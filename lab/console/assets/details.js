import { filterOf, readAddress } from './address.js';
import { showFilters } from './filters.js';
import { aggregate, framesOf, select } from './query.js';
import { fail } from './say.js';
import { element, errorsText, loaded, row, timeText } from './show.js';

const part = document.querySelector('.details');
const { query, debugger: debuggerPath } = part.dataset;
const address = readAddress();
const filter = filterOf(address);

function fact(name, value) {
  return element(
    'div',
    { className: 'shown' },
    element('dt', { textContent: name }),
    element('dd', {}, value),
  );
}

function link(id, text) {
  return element('a', { href: debuggerPath.replace('OBJECT', id.toString(16)), textContent: text });
}

async function showGroup() {
  const fields = ['state', 'assignee', 'ticket', 'tags'].map((field) => [
    `fingerprint;issues;${field}`,
    [['head']],
  ]);
  const { errors, groups } = await aggregate(query, {
    filter,
    fold: {
      timestamp: [['range']],
      callstack: [['head']],
      classifiers: [['head']],
      hostname: [['unique']],
      _tx: [['max']],
      ...Object.fromEntries(fields),
    },
  });
  document.getElementById('group-name').textContent = `Fingerprint: ${address.fingerprint.slice(0, 7)}`;
  const cells = groups[0]?.cells;
  if (!cells) throw new Error('There are no errors of this fingerprint in this time frame.');
  const [first, last = first] = cells['range timestamp'];
  const of = (name) => cells[`head fingerprint;issues;${name}`][0] || '-';
  document
    .getElementById('group')
    .replaceChildren(
      fact('Errors', errorsText(errors)),
      fact('Status', of('state')),
      fact('Assignees', of('assignee')),
      fact('Tickets', of('ticket')),
      fact('Tags', of('tags')),
      fact('First Seen', timeText(first)),
      fact('Last Seen', timeText(last)),
      fact('Classifiers', cells['head classifiers'][0] ?? '-'),
      fact('Unique hosts', String(cells['unique hostname'][0] ?? 0)),
      fact('', link(Number(cells['max _tx'][0]), 'View latest trace')),
    );
  const frames = framesOf(cells['head callstack'][0]);
  document
    .getElementById('frames')
    .replaceChildren(...frames.map((name) => element('li', { textContent: name })));
}

async function showInstances() {
  const rows = await select(query, {
    filter,
    select: ['timestamp', 'hostname', 'version'],
    order: [{ name: 'timestamp', ordering: 'descending' }],
    limit: 20,
  });
  part
    .querySelector('tbody')
    .replaceChildren(
      ...rows.map(({ id, values }) =>
        row(
          link(id, id.toString(16)),
          timeText(values.timestamp),
          values.hostname ?? '',
          values.version ?? '',
        ),
      ),
    );
}

showFilters();
Promise.all([showGroup(), showInstances()]).then(
  () => loaded(part),
  (error) => fail(part, error),
);
