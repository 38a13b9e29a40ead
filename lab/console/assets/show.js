/** An element with properties and children. */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== undefined && child !== null));
  return made;
}

/** A row of a table. */
export function row(...cells) {
  return element('tr', {}, ...cells.map((cell) => element('td', {}, cell)));
}

const day = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
};

/** Unix seconds as local time. */
export function timeText(seconds) {
  return new Date(Number(seconds) * 1000).toLocaleString('en-GB', day);
}

/** `1 error`, `1,996 errors`. */
export function errorsText(count) {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'error' : 'errors'}`;
}

/** Bars of counts over time in an SVG drawing; `bins` are `[from, to, count]`. */
export function drawBars(svg, bins, [from, to]) {
  const span = Math.max(to - from, 1);
  const most = Math.max(...bins.map(([, , count]) => count), 1);
  svg.setAttribute('viewBox', '0 0 1000 100');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.replaceChildren(
    ...bins.map(([start, end, count]) => {
      const bar = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
      const height = (count / most) * 96;
      const attributes = {
        x: ((start - from) / span) * 1000,
        width: Math.max(((end - start) / span) * 1000 - 4, 2),
        y: 100 - height,
        height,
      };
      for (const [name, value] of Object.entries(attributes)) bar.setAttribute(name, String(value));
      return bar;
    }),
  );
}

/** What was loaded takes the place of the progress bar. */
export function loaded(part) {
  part.querySelector('[role="progressbar"]').hidden = true;
  for (const each of part.querySelectorAll(':scope > table, :scope > nav, :scope > .panes'))
    each.hidden = false;
}

/** Links to the pages before and after this one. */
export function pager(nav, { offset, size, total }, href) {
  const last = Math.min(offset + size, total);
  const links = [];
  if (offset > 0)
    links.push(element('a', { href: href(Math.max(offset - size, 0)), textContent: 'Previous' }));
  links.push(
    element('span', {
      textContent: total === 0 ? '0 of 0' : `${offset + 1} - ${last} of ${total.toLocaleString('en-US')}`,
    }),
  );
  if (last < total) links.push(element('a', { href: href(last), textContent: 'Next' }));
  nav.replaceChildren(...links);
}
