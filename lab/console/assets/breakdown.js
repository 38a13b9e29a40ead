import { aggregate } from './query.js';
import { fail } from './say.js';
import { loaded, row, timeText } from './show.js';

async function show(part) {
  const { query, attribute } = part.dataset;
  const { groups } = await aggregate(query, {
    filter: [{ timestamp: [['at-least', '1.']] }],
    group: [attribute],
    fold: { fingerprint: [['unique']], timestamp: [['max']] },
    order: [{ name: ';count', ordering: 'descending' }],
    limit: 12,
  });
  part
    .querySelector('tbody')
    .replaceChildren(
      ...groups.map(({ key, count, cells }) =>
        row(
          key === '*' ? '(none)' : String(key),
          count.toLocaleString('en-US'),
          String(cells['unique fingerprint'][0] ?? 0),
          timeText(cells['max timestamp'][0]),
        ),
      ),
    );
  loaded(part);
}

for (const part of document.querySelectorAll('.breakdown')) show(part).catch((error) => fail(part, error));
