import { Hono } from 'hono';
import { findRow, textOf } from '../../state/row.ts';
import type { Row } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { ApiFailure, codes } from '../failure.ts';
import { identify, person } from '../identity.ts';
import type { Input, LabEnv } from '../input.ts';
import { loginDocument } from '../login-document.ts';
import { forgetSession, keepSession } from '../session-cookie.ts';

/** `/api/login`, `/api/config` and `/api/logout` (contract §2.2 to §2.4). */
export function loginEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  return new Hono<LabEnv>()
    .post('/login', (c) => {
      const { user, token } = logIn(coronerd, c.var.input);
      keepSession(c, token);
      return c.json(loginDocument(coronerd, user, token));
    })
    .get('/config', (c) => {
      const identity = identify(coronerd, c.var.input.token);
      return c.json(loginDocument(coronerd, person(identity), identity.token));
    })
    .get('/logout', (c) => {
      coronerd.sessions.close(identify(coronerd, c.var.input.token).token);
      forgetSession(c);
      return c.json({ status: 'ok' });
    });
}

function logIn(coronerd: Coronerd, input: Input): { user: Row; token: string } {
  const { refuseLogin } = coronerd.state.behaviour;
  if (refuseLogin !== undefined) throw new ApiFailure(refuseLogin, codes.permission, 403);
  const username = input.parameters.get('username');
  if (username === null) {
    const identity = identify(coronerd, input.token);
    return { user: person(identity), token: identity.token };
  }
  const user = findRow(coronerd.state, 'users', 'username', username);
  const good = user !== undefined && passwordFits(coronerd, user, input.parameters.get('password'));
  note(coronerd, user, username, good);
  if (!good) throw new ApiFailure('invalid username or password', codes.permission, 403);
  return { user, token: coronerd.sessions.open(username) };
}

/** Accounts of another method, switched off or deleted ones have no password that fits. */
function passwordFits(coronerd: Coronerd, user: Row, password: string | null): boolean {
  if (coronerd.state.behaviour.acceptAnyPassword) return true;
  const usable = user.method !== 'saml' && user.active !== 0 && user.deleted !== 1;
  return usable && password !== null && coronerd.state.passwords[textOf(user, 'username')] === password;
}

function note(coronerd: Coronerd, user: Row | undefined, username: string, good: boolean): void {
  const universe = textOf(findRow(coronerd.state, 'universe', 'id', user?.universe ?? null), 'name');
  const message = good ? 'user logged in' : 'login refused';
  coronerd.audit({ universe, username, subsystem: 'login', result: good ? 0 : 1, message });
  coronerd.logs.record('login', universe, good ? 'success' : 'failure', message);
}
