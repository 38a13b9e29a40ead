import type { Entry, Group } from '../layout/side-nav.ts';
import { address, type ProjectViewer, projectAddress, type Viewer } from '../viewer.ts';
import { troubleOf } from './applet-trouble.ts';
import { type MenuEntry, type MenuGroup, organizationMenus, projectMenus } from './menus.ts';

/** The settings menu that the viewer sees: of a project, or of the organization. */
export function menuOf(viewer: Viewer, project: ProjectViewer | undefined): Group[] {
  const menu = (project ? projectMenus : organizationMenus)[viewer.generation];
  const href = (path: string) => hrefOf(viewer, project, path);
  const offered = ([, path]: MenuEntry) =>
    typeof path !== 'string' || troubleOf(viewer, project, path) !== 'vanished';
  return menu
    .filter((group) => maySee(viewer, group))
    .map(({ label, entries }) => ({
      label,
      entries: entries.filter(offered).map(([name, to]): Entry => {
        if (typeof to === 'string') return { label: name, href: href(to) };
        return {
          label: name,
          entries: to.filter(offered).map(([below, path]) => ({ label: below, href: href(path) })),
        };
      }),
    }));
}

/** Address of a page of the settings. */
export function hrefOf(viewer: Viewer, project: ProjectViewer | undefined, path: string): string {
  return project ? projectAddress(project, `settings/${path}`) : address(viewer, `/settings/${path}`);
}

function maySee(viewer: Viewer, group: MenuGroup): boolean {
  if (group.for === 'superusers') return viewer.isSuperuser;
  return group.for !== 'administrators' || viewer.isAdministrator;
}

/** The menu's name for a page, if the viewer's menu has the page. */
export function labelOf(groups: Group[], href: string): string | undefined {
  const entries = groups.flatMap((group) =>
    group.entries.flatMap((each) => ('href' in each ? [each] : each.entries)),
  );
  return entries.find((each) => each.href === href)?.label;
}
