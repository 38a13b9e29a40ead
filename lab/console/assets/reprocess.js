import { filterOf } from './address.js';
import { ask } from './api.js';
import { aggregate } from './query.js';
import { say } from './say.js';

document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (form.id !== 'reprocess') return;
  event.preventDefault();
  const { query, universe, project } = form.dataset;
  const time = new FormData(form).get('time');
  try {
    const { errors, groups } = await aggregate(query, {
      filter: filterOf({ time, filters: [] }),
      fold: { _tx: [['min'], ['max']] },
    });
    if (errors === 0) return say('There are no errors in this span.');
    const [first, last] = ['min', 'max'].map((each) =>
      Number(groups[0].cells[`${each} _tx`][0]).toString(16),
    );
    await ask('/api/control', { method: 'POST', body: { action: 'reload', universe, project, first, last } });
    say(`${errors} objects are being reprocessed.`);
  } catch (error) {
    say(error.message, 'alert');
  }
});
