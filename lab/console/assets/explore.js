import { filterOf, readAddress, withParameters } from './address.js';
import { showFilters } from './filters.js';
import { aggregate, framesOf, select } from './query.js';
import { fail } from './say.js';
import { element, errorsText, loaded, pager, row, timeText } from './show.js';

const size = 20;
const part = document.querySelector('.explore');
const { query, debugger: debuggerPath } = part.dataset;
const address = readAddress();

async function show() {
  const filter = filterOf(address);
  const [{ errors }, rows] = await Promise.all([
    aggregate(query, { filter, fold: { _tx: [['max']] } }),
    select(query, {
      filter,
      select: ['timestamp', 'fingerprint', 'callstack'],
      order: [{ name: 'timestamp', ordering: 'descending' }],
      limit: size,
      offset: address.offset,
    }),
  ]);
  document.getElementById('counter').textContent = errorsText(errors);
  part.querySelector('tbody').replaceChildren(
    ...rows.map(({ id, values }) =>
      row(
        element('a', {
          href: debuggerPath.replace('OBJECT', id.toString(16)),
          textContent: id.toString(16),
        }),
        timeText(values.timestamp),
        values.fingerprint?.slice(0, 7) ?? '',
        element('div', {
          className: 'stack',
          textContent: framesOf(values.callstack).slice(0, 6).join(' ← '),
        }),
      ),
    ),
  );
  pager(part.querySelector('nav'), { offset: address.offset, size, total: errors }, (offset) =>
    withParameters({ offset: String(offset) }),
  );
  loaded(part);
}

showFilters();
show().catch((error) => fail(part, error));
