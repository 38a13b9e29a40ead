import { afterAll, beforeAll, beforeEach } from 'vitest';
import { smallState, startTestServer, type TestServer } from '../../testing/server.ts';
import { logIn, type Visitor } from './visitor.ts';

/** A small server with its console, for the tests of one file; it behaves well again before each. */
export let server: TestServer;
/** Its administrator, logged in. */
export let admin: Visitor;

beforeAll(async () => {
  server = await startTestServer(smallState());
  admin = await logIn(server);
});
afterAll(() => server.close());
beforeEach(() => {
  server.state.behaviour = {};
});
