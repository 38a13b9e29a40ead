import { beforeEach, describe, expect, it } from 'vitest';
import { loadConsoleMap } from './map-file.ts';
import { openInPlace } from './open-in-place.ts';
import { watchPage } from './page-watch.ts';
import { document, stage } from './testing/browser.ts';

const { app, origin, browser } = stage();
/** Paths of the pages that were loaded, as wholes. */
let loaded: string[] = [];
beforeEach(() => {
  loaded = [];
});

/** What the console shows in place; an entry that is not among them is loaded by the browser. */
const shows = `{
  Users: (main) => { main.innerHTML = '<h1>Users</h1>'; },
  Teams: (main) => {
    main.textContent = 'Loading…';
    setTimeout(() => fetch('/api/teams').then(() => { main.innerHTML = '<h1>Teams</h1>'; }), 200);
  },
  Listeners: () => { document.querySelector('main nav').textContent = 'Settings / Listeners'; },
  Projects: (main) => {
    main.textContent = 'Loading…';
    setTimeout(() => fetch('/api/refused').then(() => { main.innerHTML = '<h1>Projects</h1>'; }), 200);
  },
  SMTP: (main) => { main.innerHTML = ''; },
  SSL: (main) => { main.innerHTML = '<h1>SSL</h1><p role="alert">Internal error: no certificates</p>'; },
  Subscriptions: (main) => fetch('/api/refused').then(() => { main.innerHTML = '<h1>Subscriptions</h1>'; }),
  Retention: (main) => { main.innerHTML = '<h1>Retention</h1>'; setTimeout(() => fetch('/api/refused'), 50); },
  Billing: (main) => { main.textContent = 'Loading…'; fetch('/api/silent'); },
}`;
const names = [
  'Users',
  'Teams',
  'Listeners',
  'SMTP',
  'SSL',
  'Subscriptions',
  'Retention',
  'Billing',
  'Projects',
  'Tokens',
];
const linkTo = (name: string) => `/o/${name.toLowerCase()}`;
const page = (name: string) =>
  document(`<nav>${names.map((each) => `<a href="${linkTo(each)}">${each}</a>`).join(' ')}
<a href="/o/users/apart" target="_blank">Apart</a></nav>
<main><nav>Settings / ${name}</nav><h1>${name}</h1><a href="/o/users/new">New</a></main>
<script>
const shows = ${shows};
document.addEventListener('click', (event) => {
  const link = event.target.closest('body > nav a');
  const show = shows[link?.textContent];
  if (!show) return;
  event.preventDefault();
  history.pushState(null, '', link.href);
  show(document.querySelector('main'));
});
</script>`);
app.get('/api/teams', (c) => c.json({ response: 'ok' }));
app.get('/api/refused', (c) => c.json({ error: 'no subscriptions' }));
app.get('/api/silent', () => new Promise<Response>(() => undefined));
app.get('/o/:path{.+}', (c) => {
  loaded.push(c.req.path);
  return c.html(page('My account'));
});

/** Opens an entry from a page of the console; gives what that came to, and what was loaded after that page. */
async function open(name: string, path = linkTo(name), start = '/o/me') {
  const context = await browser().newContext({ baseURL: origin() });
  const tab = await context.newPage();
  try {
    const opening = { map: loadConsoleMap(), watch: watchPage(tab), within: 2_000 };
    await tab.goto(start);
    await opening.watch.settled(2_000);
    const { outcome, said } = await openInPlace(tab, { name, path }, opening);
    return { outcome, said, loaded: loaded.slice(1) };
  } finally {
    await context.close();
  }
}

const inPlace = { outcome: 'shown', said: [], loaded: [] };
const inDoubt = { outcome: 'in doubt', said: [], loaded: [] };

describe('an entry of the menu', { timeout: 20_000 }, () => {
  it('is shown in place by a console that is one application', async () => {
    expect(await open('Users')).toEqual(inPlace);
  });

  it('may take its time for what it shows', async () => {
    expect(await open('Teams')).toEqual(inPlace);
  });

  it('is in doubt where the page before stays under the new address', async () => {
    expect(await open('Listeners')).toEqual(inDoubt);
  });

  it.each([
    ['is blank', 'SMTP'],
    ['shows an error', 'SSL'],
    ['loads for ever', 'Billing'],
  ])('is in doubt where its page %s', async (_, name) => {
    expect(await open(name)).toEqual(inDoubt);
  });

  it.each([
    ['at once', 'Subscriptions'],
    ['a little later', 'Retention'],
    ['while the page is on its way', 'Projects'],
  ])('is in doubt where a request fails that is made %s, which is told', async (_, name) => {
    const said = [expect.stringMatching(/failing request: GET .*\/api\/refused.*"no subscriptions"/)];
    expect(await open(name)).toEqual({ ...inDoubt, said });
  });

  it('is in doubt where the console loads its page', async () => {
    expect(await open('Tokens')).toEqual({ ...inDoubt, loaded: ['/o/tokens'] });
  });

  it.each([
    ['it is open already', 'Users', '/o/users', '/o/users'],
    ['it has another name', 'Users', '/o/teams', '/o/me'],
    ['it leads elsewhere', 'Users', '/o/other', '/o/me'],
    ['it opens a window of its own', 'Apart', '/o/users/apart', '/o/me'],
    ['it stands in the page itself', 'New', '/o/users/new', '/o/me'],
  ])('is not pressed where %s', async (_, name, path, start) => {
    expect(await open(name, path, start)).toEqual({ ...inDoubt, outcome: 'absent' });
  });
});
