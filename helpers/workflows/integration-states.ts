import type { ProjectName } from '../coronerd/server.ts';
import type { Integration } from '../coronerd/workflows-documents.ts';
import type { Entry } from '../inventory/entry.ts';
import { integrationKey, workflowTypes } from '../inventory/workflow-entries.ts';
import { isSilentlyStopped, namedAs, troubleOf } from './integration-trouble.ts';

/** An integration, and whose it is. */
export interface PlacedIntegration {
  project: ProjectName;
  integration: Integration;
}

/** Integrations that are in error, one sentence each. */
export function inError(placed: readonly PlacedIntegration[]): string[] {
  return placed.flatMap(({ project, integration }) => {
    const trouble = troubleOf(integration);
    return trouble ? [`${project.universe}/${project.name}: ${trouble}`] : [];
  });
}

/** Integrations that are stopped, with nothing that says why. */
export function silentlyStopped(placed: readonly PlacedIntegration[]): PlacedIntegration[] {
  return placed.filter(({ integration }) => isSilentlyStopped(integration));
}

/** Of those that are stopped without a word, the ones that the old server has enabled, one sentence each. */
export function stoppedByMove(stopped: readonly PlacedIntegration[], old: readonly Entry[]): string[] {
  const enabled = new Set(
    old
      .filter(({ type, fields }) => type === workflowTypes.integration && fields.state === 'enabled')
      .map(({ key }) => key),
  );
  return stopped
    .filter(({ project, integration }) => enabled.has(integrationKey(project, integration)))
    .map(({ project, integration }) => said(project, integration, 'and enabled on the old server'));
}

/** What came into error, or was stopped without a word, since a former look; one sentence each. */
export function worseThan(before: readonly PlacedIntegration[], now: readonly PlacedIntegration[]): string[] {
  const known = new Set(inError(before));
  const running = new Set(before.filter(({ integration }) => integration.state !== 'stopped').map(identity));
  return [
    ...inError(now).filter((trouble) => !known.has(trouble)),
    ...silentlyStopped(now)
      .filter((each) => running.has(identity(each)))
      .map(({ project, integration }) =>
        said(project, integration, 'which it was not before the test error'),
      ),
  ];
}

/** Each with its state, by project. */
export function statesOf(placed: readonly PlacedIntegration[]): string {
  const told = placed.map(
    ({ project, integration }) =>
      `${project.universe}/${project.name}: ${namedAs(integration)} ${integration.state ?? 'state not told'}`,
  );
  return told.join('; ') || 'no integration in any project';
}

function said({ universe, name }: ProjectName, integration: Integration, why: string): string {
  return `${universe}/${name}: ${namedAs(integration)} is stopped, ${why}`;
}

function identity({ project, integration }: PlacedIntegration): string {
  return JSON.stringify([project.universe, project.name, String(integration.id)]);
}
