import { integerOf, rowsOf } from '../../state/row.ts';
import { ofConfiguration, ofControl, ofServer, ofSession } from '../dependents.ts';
import { onNew, type Trouble } from './trouble.ts';

const json = { 'content-type': 'application/json' };

/** The new server cannot be asked, or answers oddly. */
export const serverTroubles: Record<string, Trouble> = {
  'the server is down': {
    red: ofServer,
    says: /refused/,
    variables: (given) => ({ ...given, NEW_URL: 'https://new.backtrace.test:1' }),
  },
  'the login is refused': {
    red: ofSession,
    says: /incorrect|invalid|refused|error/,
    variables: (given) => ({ ...given, NEW_PASSWORD: 'not-the-password' }),
  },
  'the certificate is not trusted': {
    red: ofServer,
    failed: ['network.tls'],
    says: /NEW_CA_FILE|trusted/,
    variables: ({ NEW_CA_FILE: _, ...given }) => given,
  },
  'the certificate has another name': {
    red: ofServer,
    failed: ['network.tls'],
    says: /wrong\.example\.com/,
    variables: (given) => ({
      ...given,
      NEW_URL: given.NEW_URL?.replace('new.backtrace.test', 'wrong.example.com'),
    }),
  },
  'HTML comes instead of JSON': {
    red: ofConfiguration,
    says: /HTML|html/,
    pair: onNew(({ behaviour }) => {
      behaviour.replies = [
        {
          path: '/api/bpg',
          status: 200,
          headers: { 'content-type': 'text/html' },
          body: '<html><h1>It works!</h1></html>',
        },
      ];
    }),
  },
  'JSON is cut off': {
    red: [...ofControl, 'beyond.audit'],
    says: /\/api\/control/,
    pair: onNew(({ behaviour }) => {
      behaviour.truncated = ['/api/control'];
    }),
  },
  'an error comes with status 200': {
    red: ['data.sampling'],
    says: /engine is out to lunch/,
    pair: onNew(({ behaviour }) => {
      behaviour.replies = [
        {
          path: '/api/sampling',
          status: 200,
          headers: json,
          body: '{"error":{"code":9,"message":"engine is out to lunch"}}',
        },
      ];
    }),
  },
  'a reply never ends': {
    red: ['data.sampling'],
    says: /\/api\/sampling/,
    pair: onNew(({ behaviour }) => {
      behaviour.endless = ['/api/sampling'];
    }),
  },
  'the server answers 503': {
    red: ofControl,
    says: /503/,
    pair: onNew(({ behaviour }) => {
      behaviour.replies = [
        {
          path: '/api/control',
          status: 503,
          headers: { 'content-type': 'text/plain' },
          body: 'upstream is gone',
        },
      ];
    }),
  },
  'the server refuses to tell its limits': {
    red: [],
    says: /^$/,
    pair: onNew(({ behaviour }) => {
      const body = '{"error":{"code":5,"message":"not for you"}}';
      behaviour.replies = [{ path: '/api/limits', status: 403, headers: json, body }];
    }),
  },
  'a project is gone between listing and query': {
    red: ['data.error-counts'],
    says: /no such project/,
    pair: onNew((state) => {
      const project = rowsOf(state, 'project').find(
        (row) => row.deleted === 0 && row.name !== 'migration-probe',
      );
      state.behaviour.vanishes = [integerOf(project, 'pid')];
    }),
  },
};
