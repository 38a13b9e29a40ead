import type { Html } from '../page-env.ts';
import type { ProjectViewer, Viewer } from '../viewer.ts';

/** A page of the settings. */
export interface Applet<V extends Viewer> {
  heading: string;
  body(viewer: V): Html;
  /** Scripts of its own, beside the common one. */
  scripts?: string[];
  /** Others than administrators have no such page. */
  forAdministrators?: boolean;
}

export type OrganizationApplet = Applet<Viewer>;
export type ProjectApplet = Applet<ProjectViewer>;
