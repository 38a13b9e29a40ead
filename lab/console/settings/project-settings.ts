import type { Html } from '../page-env.ts';
import type { ProjectViewer } from '../viewer.ts';
import type { ProjectApplet } from './applet.ts';
import { troubleOf } from './applet-trouble.ts';
import { hrefOf, labelOf, menuOf } from './menu-of.ts';
import { accessControl } from './project/access-control.ts';
import { alerts } from './project/alerts.ts';
import { attributes } from './project/attributes.ts';
import { dataSources } from './project/data-sources.ts';
import { deduplication } from './project/deduplication.ts';
import { documentation } from './project/documentation.ts';
import { integrationGuides } from './project/integration-guides.ts';
import { integrations } from './project/integrations.ts';
import { metricsExporter } from './project/metrics-exporter.ts';
import { missingSymbols } from './project/missing-symbols.ts';
import { projectOverview } from './project/overview.ts';
import { privacyControl } from './project/privacy-control.ts';
import { scheduledReports } from './project/reports.ts';
import { objectReprocessing } from './project/reprocessing.ts';
import { storageRetention } from './project/retention.ts';
import { storageSampling } from './project/sampling.ts';
import { sourceCode } from './project/source-code.ts';
import { stabilityMonitoring } from './project/stability.ts';
import { submissionActions } from './project/submission-actions.ts';
import { symbolArchives } from './project/symbol-archives.ts';
import { symbolSearch } from './project/symbol-search.ts';
import { symbolServers } from './project/symbol-servers.ts';
import { symbolsOverview } from './project/symbols-overview.ts';
import { apiTokens, submissionTokens, symbolTokens } from './project/tokens.ts';
import { uploadArchive } from './project/upload-archive.ts';
import { brokenApplet, settingsPage } from './settings-page.ts';

/** The pages of a project's settings by path. */
const applets: Record<string, ProjectApplet> = {
  overview: projectOverview,
  documentation,
  'api-tokens': apiTokens,
  'access-control': accessControl,
  'storage/retention': storageRetention,
  'storage/sampling': storageSampling,
  'integration-guides': integrationGuides,
  'submission/tokens': submissionTokens,
  'submission/sources': dataSources,
  'submission/actions': submissionActions,
  attributes,
  deduplication,
  reprocessing: objectReprocessing,
  privacy: privacyControl,
  'symbol/overview': symbolsOverview,
  'symbol/tokens': symbolTokens,
  'symbol/missing': missingSymbols,
  'symbol/search': symbolSearch,
  'symbol/upload': uploadArchive,
  'symbol/archives': symbolArchives,
  'symbol/servers': symbolServers,
  integrations,
  alerts,
  reports: scheduledReports,
  'source-code': sourceCode,
  stability: stabilityMonitoring,
  'metrics-exporter': metricsExporter,
};

/** A page of a project's settings; undefined when there is no such page. */
export function projectSettings(viewer: ProjectViewer, path: string): Html | undefined {
  const applet = applets[path];
  if (!applet) return undefined;
  const groups = menuOf(viewer, viewer);
  const present = hrefOf(viewer, viewer, path);
  const { heading, scripts } = applet;
  const label = labelOf(groups, present) ?? heading;
  const content = troubleOf(viewer, viewer, path) === 'error' ? brokenApplet() : applet.body(viewer);
  return settingsPage(viewer, viewer, { heading, label, content, groups, present, scripts });
}
