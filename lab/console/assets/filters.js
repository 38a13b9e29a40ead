import { readAddress, withParameters, writeFilters } from './address.js';
import { element } from './show.js';

const { filters } = readAddress();
const go = (changed) => {
  location.assign(
    withParameters({ filters: changed.length > 0 ? writeFilters(changed) : undefined, offset: undefined }),
  );
};

/** Puts the filters of the address into the bar, each with a button that takes it away. */
export function showFilters() {
  const bar = document.getElementById('filters');
  const chips = filters.map((filter) => {
    const { attribute, operator, value } = filter;
    const text = `${attribute} ${operator} ${value}`;
    const remove = element('button', { type: 'button', textContent: '×' });
    remove.setAttribute('aria-label', `Remove filter ${text}`);
    remove.addEventListener('click', () => go(filters.filter((each) => each !== filter)));
    return element('span', { className: 'chip' }, text, remove);
  });
  bar.prepend(...chips);
  document.getElementById('add-filter').addEventListener('submit', (event) => {
    event.preventDefault();
    go([...filters, Object.fromEntries(new FormData(event.target))]);
  });
}
