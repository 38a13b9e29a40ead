let latest = 0;

/** Shows a page of the settings without loading the console anew; whatever is no such page is loaded as usual. */
async function show(href, arrive) {
  latest += 1;
  const mine = latest;
  try {
    const response = await fetch(href);
    const next = new DOMParser().parseFromString(await response.text(), 'text/html');
    const menu = next.querySelector('.side');
    if (!response.ok || response.redirected || !menu) throw new Error(`not a page of the settings: ${href}`);
    // Before the page is shown: a form that is sent without its script would leave the console.
    for (const { src } of next.querySelectorAll('script[src]')) await import(src);
    if (mine !== latest) return;
    arrive?.();
    document.title = next.title;
    document.querySelector('.side').replaceWith(menu);
    document.querySelector('main').replaceWith(next.querySelector('main'));
  } catch {
    location.assign(href);
  }
}

function isPlain({ defaultPrevented, button, altKey, ctrlKey, metaKey, shiftKey }) {
  return !defaultPrevented && button === 0 && !altKey && !ctrlKey && !metaKey && !shiftKey;
}

/** Entries of the settings' menu are shown in place. */
export function showEntriesInPlace() {
  document.addEventListener('click', (event) => {
    const link = event.target.closest('.side ul a[href]');
    if (!link || link.target || !isPlain(event)) return;
    event.preventDefault();
    show(link.href, () => history.pushState(null, '', link.href));
  });
  addEventListener('popstate', () => show(location.href));
}
