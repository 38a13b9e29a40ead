import type { ProjectViewer, Viewer } from '../viewer.ts';

/** What is wrong with a page of the settings; `path` is the end of its address. */
export function troubleOf(
  { coronerd }: Viewer,
  project: ProjectViewer | undefined,
  path: string,
): 'error' | 'vanished' | undefined {
  const { applets = [], sso = [] } = coronerd.state.behaviour.console ?? {};
  if (!project && path === 'sso' && sso.includes('settings-error')) return 'error';
  const area = project ? 'project' : 'organization';
  return applets.find(
    (each) =>
      each.applet === `${area}/${path}` && (each.pid === undefined || !project || each.pid === project.pid),
  )?.trouble;
}
