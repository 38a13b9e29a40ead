/**
 * What each call in a spec asks of a server, a host or the network, so that `npm run plan` can say it without
 * asking. A test keeps this complete: a call in a spec that is not listed here fails it.
 */
export const asks: Record<string, readonly string[]> = {
  'server.login': ['POST /api/login'],
  'server.rows': ['POST /api/bpg (get)'],
  'server.projects': ['POST /api/bpg (get universe, project)'],
  'server.isConfigured': ['GET /api/is_configured'],
  'pair.configuration': ['POST /api/bpg (schema)', 'POST /api/bpg (get every type)'],
  'pair.errorCounts': ['POST /api/bpg (get universe, project)', 'POST /api/query (at most 2 a project)'],
  'pair.retentionInForce': ['POST /api/control (rpstatus)'],
  'pair.samplingInForce': ['POST /api/sampling (status)'],
  'probe.submissions': ['POST /api/post on every submission listener'],
  'probe.followed': [],
  'probe.wrongSubmissions': ['POST /api/post with malformed errors, and with a wrong token'],
  'probe.found': ['POST /api/query (by the mark)'],
  'probe.byId': ['POST /api/query (by object id)'],
  'probe.differences': ['GET /api/get', 'GET /api/list', 'POST /api/query (by object id)'],
  'probe.stored': ['POST /api/query (by the mark)'],
  'host.control': ['systemctl stop, start and is-active of coronerd, backtrace-proxy, backtrace-nginx'],
  reach: ['a TCP connection to each port of the server'],
  clocks: ['GET /api/is_configured', 'date +%s.%N'],
  oldVersion: ['POST /api/login (old server, unless a baseline is configured)'],
  answersAgain: ['GET /api/is_configured'],
};
