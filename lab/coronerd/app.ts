import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { webConsole } from '../console/mount.ts';
import { samlEndpoints } from '../saml/service-provider/endpoints.ts';
import type { ServiceProvider } from '../saml/service-provider/service-provider.ts';
import type { Listener } from '../state/types.ts';
import { clock } from './behaviour/clock.ts';
import { delay } from './behaviour/delay.ts';
import { endless } from './behaviour/endless.ts';
import { lyingReplies } from './behaviour/lies.ts';
import { replies } from './behaviour/replies.ts';
import { truncated } from './behaviour/truncated.ts';
import type { Coronerd } from './coronerd.ts';
import { alertEndpoints } from './endpoints/alerts.ts';
import { bpgEndpoints } from './endpoints/bpg.ts';
import { callstackEndpoints } from './endpoints/callstack.ts';
import { controlEndpoints } from './endpoints/control.ts';
import { deleteEndpoints } from './endpoints/delete.ts';
import { eventEndpoints } from './endpoints/events.ts';
import { getEndpoints } from './endpoints/get.ts';
import { issueEndpoints } from './endpoints/issue.ts';
import { limitsEndpoints } from './endpoints/limits.ts';
import { listEndpoints } from './endpoints/list.ts';
import { loginEndpoints } from './endpoints/login.ts';
import { monitoringEndpoints } from './endpoints/monitoring.ts';
import { postEndpoints } from './endpoints/post.ts';
import { savedQueryEndpoints } from './endpoints/queries.ts';
import { queryEndpoints } from './endpoints/query.ts';
import { reportEndpoints } from './endpoints/report.ts';
import { samplingEndpoints } from './endpoints/sampling.ts';
import { serviceEndpoints } from './endpoints/services.ts';
import { sessionEndpoints } from './endpoints/session.ts';
import { setupEndpoints } from './endpoints/setup.ts';
import { shareEndpoints } from './endpoints/share.ts';
import { signupEndpoints } from './endpoints/signup.ts';
import { symboldEndpoints } from './endpoints/symbold.ts';
import { symfileEndpoints } from './endpoints/symfile.ts';
import { workflowEndpoints } from './endpoints/workflows.ts';
import { ApiFailure } from './failure.ts';
import { type LabEnv, readInput } from './input.ts';
import { measured } from './monitoring/measured.ts';
import type { Symbold } from './symbold/symbold.ts';

const consoleEndpoints = [
  loginEndpoints,
  sessionEndpoints,
  limitsEndpoints,
  signupEndpoints,
  queryEndpoints,
  issueEndpoints,
  getEndpoints,
  listEndpoints,
  deleteEndpoints,
  controlEndpoints,
  monitoringEndpoints,
  workflowEndpoints,
  alertEndpoints,
  serviceEndpoints,
  samplingEndpoints,
  reportEndpoints,
  symfileEndpoints,
  callstackEndpoints,
  savedQueryEndpoints,
  bpgEndpoints,
  shareEndpoints,
];

/** What answers on a listener: the whole API on the console, submissions only on a writer (contract §1.1). */
export function createApp(
  coronerd: Coronerd,
  symbold: Symbold,
  listener: Listener,
  saml: ServiceProvider,
): Hono<LabEnv> {
  const app = new Hono<LabEnv>();
  app.use(
    clock(coronerd),
    delay(coronerd),
    replies(coronerd),
    endless(coronerd),
    truncated(coronerd),
    lyingReplies(coronerd),
    measured(coronerd),
  );
  app.use(async (c, next) => {
    c.set('listener', listener);
    c.set('input', await readInput(c));
    await next();
  });
  app.route('/api', setupEndpoints());
  app.route('/', postEndpoints(coronerd));
  app.route('/api', eventEndpoints(coronerd));
  if (listener.type === 'http/console') {
    app.route('/api', symboldEndpoints(coronerd, symbold));
    app.route('/api', samlEndpoints(coronerd, saml));
    for (const endpoints of consoleEndpoints) app.route('/api', endpoints(coronerd));
    app.route('/', webConsole(coronerd));
  }
  app.notFound((c) => c.json({ error: { code: 404, message: `not found: ${c.req.path}` } }, 404));
  app.onError((error, c) => {
    if (error instanceof ApiFailure)
      return c.json({ error: { code: error.code, message: error.message } }, error.status);
    if (error instanceof HTTPException) return error.getResponse();
    return c.json({ error: { code: 500, message: `internal error: ${error.message}` } }, 500);
  });
  return app;
}
