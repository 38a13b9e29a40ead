import { Hono } from 'hono';
import type { Coronerd } from '../coronerd/coronerd.ts';
import { sharedPath } from '../coronerd/endpoints/share.ts';
import { textOf } from '../state/row.ts';
import { assets } from './assets.ts';
import { groupPath } from './group-path.ts';
import { helpPage } from './help-page.ts';
import { notFoundPage } from './layout/view-page.ts';
import { deadLinkPage, loginPage } from './login-page.ts';
import type { Html, PageContext, PageEnv } from './page-env.ts';
import { projectsPage } from './projects-page.ts';
import { organizationSettings } from './settings/organization-settings.ts';
import { projectSettings } from './settings/project-settings.ts';
import { signUpPage } from './sign-up-page.ts';
import { atProject, type ProjectViewer, type Viewer, viewerOf } from './viewer.ts';
import { debuggerPage, newestPage } from './views/debugger.ts';
import { explorePage } from './views/explore.ts';
import { overviewPage, releasesPage } from './views/overview.ts';
import { triagePage } from './views/triage.ts';

/** The pages of the web console. Scripts and styles come from the server itself only. */
export function pages(coronerd: Coronerd): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  app.onError((error) => {
    throw error;
  });
  app.use(async (c, next) => {
    await next();
    c.header('content-security-policy', policy);
    c.header('referrer-policy', 'same-origin');
    c.header('x-content-type-options', 'nosniff');
  });
  app.route('/assets', assets());
  app.get('/login', (c) => c.html(loginPage(coronerd)));
  app.get('/signup', (c) => {
    const { page, open } = signUpPage(coronerd, c.req.query('token') ?? null);
    return c.html(page, open ? 200 : 404);
  });
  app.get('/s/:id', (c) => {
    const path = sharedPath(coronerd, c.req.param('id'));
    return path === undefined ? c.html(deadLinkPage(), 404) : c.redirect(path);
  });
  const page = (path: string, show: (viewer: Viewer, c: PageContext) => Shown) => {
    app.get(path, (c) => withSession(coronerd, c, (viewer) => answer(c, viewer, show(viewer, c))));
  };
  page('/', (viewer) => projectsPage(viewer));
  page('/help', (viewer) => helpPage(viewer));
  page('/settings', (viewer) => organizationSettings(viewer, 'me'));
  page('/settings/:path{.+}', (viewer, c) => organizationSettings(viewer, plain(c.req.param('path') ?? '')));
  page('/dashboard/:universe/project/:project/group/:fingerprint', (viewer, c) =>
    groupPath(viewer, c.req.param()),
  );
  const ofProject = (path: string, show: (viewer: ProjectViewer, c: PageContext) => Shown) => {
    page(`/p/:project${path}`, (viewer, c) => {
      const project = atProject(viewer, c.req.param('project') ?? '');
      return project && show(project, c);
    });
  };
  ofProject('/triage', (viewer, c) => triagePage(viewer, c.req.query()));
  ofProject('/overview', (viewer) => overviewPage(viewer));
  ofProject('/releases', (viewer) => releasesPage(viewer));
  ofProject('/explore', (viewer, c) => explorePage(viewer, c.req.query()));
  ofProject('/debug', (viewer) => newestPage(viewer));
  ofProject('/debugger/:object', (viewer, c) => debuggerPage(viewer, c.req.param('object') ?? ''));
  ofProject('/settings', (viewer) => projectSettings(viewer, 'overview'));
  ofProject('/settings/:path{.+}', (viewer, c) => projectSettings(viewer, plain(c.req.param('path') ?? '')));
  ofProject('', (viewer, c) => triagePage(viewer, c.req.query()));
  return app;
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** A page, a path to go on to, or nothing where there is no such page. */
export type Shown = Html | { path: string } | undefined;

/** Lets those with a session pass; others log in first and come back then. */
function withSession(
  coronerd: Coronerd,
  c: PageContext,
  show: (viewer: Viewer) => Response | Promise<Response>,
): Response | Promise<Response> {
  const viewer = viewerOf(coronerd, c.env.input);
  if (viewer) return show(viewer);
  const { pathname, search } = new URL(c.req.url);
  return c.redirect(`/login?${new URLSearchParams({ next: `${pathname}${search}` })}`);
}

function answer(c: PageContext, viewer: Viewer, shown: Shown): Response | Promise<Response> {
  if (shown === undefined) {
    const where = `There is no page ${c.req.path} in the universe ${textOf(viewer.universe, 'name')}.`;
    return c.html(notFoundPage(viewer, where), 404);
  }
  return 'path' in shown ? c.redirect(shown.path) : c.html(shown);
}

/** A path without the slash at its end. */
function plain(path: string): string {
  let end = path.length;
  while (path.charAt(end - 1) === '/') end -= 1;
  return path.slice(0, end);
}
