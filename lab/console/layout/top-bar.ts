import { html } from 'hono/html';
import { textOf } from '../../state/row.ts';
import type { Html } from '../page-env.ts';
import { address, type ProjectViewer, projectAddress, type Viewer } from '../viewer.ts';
import { menu, menuDialog, menuLink, option, picker } from './menu.ts';
import { timeFrame } from './time-frame.ts';

/** The bar at the top of every page of a session. `tools` are a view's own controls, in its middle. */
export function topBar(
  viewer: Viewer,
  project: ProjectViewer | undefined,
  tools: { time?: string; middle?: Html; title?: string },
): Html {
  const { time, middle = '', title = '' } = tools;
  return html`<header class="top">
<a class="logo" href="${address(viewer, '/')}" aria-label="Backtrace"><span aria-hidden="true">S</span>Backtrace</a>
${viewer.universes.length > 1 ? universePicker(viewer) : ''}
${project ? projectPicker(project) : html`<p class="title">${title}</p>`}
${project && time ? timeFrame(project, time) : ''}
<div class="middle">${middle}</div>
${viewer.coronerd.state.behaviour.console?.share?.absent ? '' : copyLink()}
${viewer.generation === 'G3' ? help() : ''}
${avatar(viewer, project)}
</header>`;
}

function universePicker(viewer: Viewer): Html {
  const name = textOf(viewer.universe, 'name');
  const items = viewer.universes.map((universe) => {
    return option(
      textOf(universe, 'name'),
      address({ ...viewer, universe }, '/'),
      universe === viewer.universe,
    );
  });
  return picker({ name: 'Universe', id: 'universes', face: face('Universe', name), items, look: 'choice' });
}

function projectPicker(viewer: ProjectViewer): Html {
  const items = viewer.projects.map((project) => {
    return option(
      textOf(project, 'name'),
      projectAddress({ ...viewer, project }, 'triage'),
      project === viewer.project,
    );
  });
  const name = textOf(viewer.project, 'name');
  return picker({ name: 'Project', id: 'projects', face: face('Project', name), items, look: 'choice' });
}

/** A tiny label above the value that is chosen. */
export function face(label: string, value: string): Html {
  return html`<small>${label}</small><span>${value}</span>`;
}

function copyLink(): Html {
  return html`<button type="button" class="icon" id="copy-link" aria-label="Copy link" title="Copy link"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M10 14a5 5 0 0 0 7 0l3-3a5 5 0 0 0-7-7l-1 1M14 10a5 5 0 0 0-7 0l-3 3a5 5 0 0 0 7 7l1-1"/></svg></button>`;
}

function help(): Html {
  const items = [menuDialog('About', 'about'), menuLink('Documentation', '/help')];
  return menu({ name: 'Help & support', id: 'help', face: '?', items, look: 'icon' });
}

/** The menu of the person; About is in it where there is no help menu. */
function avatar(viewer: Viewer, project: ProjectViewer | undefined): Html {
  const username = textOf(viewer.user, 'username');
  const items = [
    ...(viewer.generation === 'G2' ? [menuDialog('About', 'about')] : []),
    ...(project ? [menuLink('Project settings', projectAddress(project, 'settings/overview'))] : []),
    menuLink('Organization settings', address(viewer, '/settings/me')),
    ...(viewer.isAdministrator
      ? [
          menuLink('Invite a user', address(viewer, '/settings/users/invite')),
          menuLink('Create a project', address(viewer, '/settings/projects')),
        ]
      : []),
    html`<button type="button" role="menuitem" id="log-out">Logout</button>`,
  ];
  return menu({ name: 'Menu', id: 'menu', face: username.slice(0, 1).toUpperCase(), items, look: 'avatar' });
}
