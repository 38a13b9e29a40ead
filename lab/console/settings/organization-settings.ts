import type { Html } from '../page-env.ts';
import type { Viewer } from '../viewer.ts';
import type { OrganizationApplet } from './applet.ts';
import { troubleOf } from './applet-trouble.ts';
import { hrefOf, labelOf, menuOf } from './menu-of.ts';
import { connections } from './organization/connections.ts';
import { invite } from './organization/invite.ts';
import { listeners } from './organization/listeners.ts';
import { myAccount } from './organization/my-account.ts';
import { pendingInvitations } from './organization/pending-invitations.ts';
import { organizationProjects } from './organization/projects.ts';
import { organizationRetention } from './organization/retention.ts';
import { singleSignOn } from './organization/single-sign-on.ts';
import { smtp } from './organization/smtp.ts';
import { ssl } from './organization/ssl.ts';
import { subscriptions } from './organization/subscriptions.ts';
import { teams } from './organization/teams.ts';
import { users } from './organization/users.ts';
import { brokenApplet, settingsPage } from './settings-page.ts';

/** The pages of the organization's settings by path; those below another one have no entry in the menu. */
const applets: Record<string, OrganizationApplet> = {
  me: myAccount,
  users,
  'users/invite': invite,
  'users/pending': pendingInvitations,
  teams,
  projects: organizationProjects,
  listeners,
  smtp,
  ssl,
  sso: singleSignOn,
  subscriptions,
  connections,
  retention: organizationRetention,
};

/** A page of the organization's settings; undefined when the viewer has no such page. */
export function organizationSettings(viewer: Viewer, path: string): Html | undefined {
  const applet = applets[path];
  const groups = menuOf(viewer, undefined);
  const [entry = path] = path.split('/');
  const present = hrefOf(viewer, undefined, entry);
  const trouble = troubleOf(viewer, undefined, path);
  const label = labelOf(groups, present) ?? (trouble === 'vanished' ? applet?.heading : undefined);
  if (!applet || label === undefined || (applet.forAdministrators && !viewer.isAdministrator))
    return undefined;
  const { heading, scripts } = applet;
  const content = trouble === 'error' ? brokenApplet() : applet.body(viewer);
  return settingsPage(viewer, undefined, { heading, label, content, groups, present, scripts });
}
