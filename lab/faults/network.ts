import { rowsOf } from '../state/row.ts';
import type { Listener, ListenerTls, ServerState } from '../state/types.ts';
import { changed, type Fault, present } from './fault.ts';
import { listenerOf } from './listener.ts';
import { inOneGo, onOneLine, type Said } from './said.ts';

/** Steps that submit over the listener whose certificate is refused. */
const submissions = ['submission.submit', 'submission.flow'];
/** Steps that read where the server listens from its configuration file. */
const ofConf = ['network.listeners', 'network.tls', 'network.dns', 'startup.listening', 'startup.firewall'];
const confFile = '/etc/coronerd/coronerd.conf';

/** TLS of the HTTPS submission listener. */
function tlsFault(description: string, says: Said, tls: ListenerTls, also: string[] = []): Fault {
  const apply = changed((state) => {
    listenerOf(state, 'http/writer', 'https').tls = tls;
  });
  return { description, red: ['network.tls'], also, says, apply };
}

/** Takes a listener out of the server and out of its database. */
function withoutListener(state: ServerState, { id }: Listener): void {
  state.listeners = state.listeners.filter((listener) => listener.id !== id);
  state.configuration.listener = rowsOf(state, 'listener').filter((row) => row.id !== id);
}

function confOf(state: ServerState) {
  return present(state.host.files[confFile], confFile);
}

/** Faults of listeners and of TLS. */
export const networkFaults: Record<string, Fault> = {
  'listener-missing': {
    description: 'the HTTP submission listener was not set up',
    red: ['network.listeners'],
    says: inOneGo('missing on new: http/writer (http) port ', /\d+/),
    apply: changed((state) => {
      const listener = listenerOf(state, 'http/writer', 'http');
      withoutListener(state, listener);
      const conf = confOf(state);
      conf.content = conf.content?.replace(/"http_bind": \[[^\][]*\]/, '"http_bind": []');
    }),
  },
  'listener-row-missing': {
    description: 'the HTTP submission listener stands in coronerd.conf, and no longer in the database',
    red: ['network.listeners'],
    says: /database: missing on new: http\/writer \(http\)/,
    apply: changed((state) => {
      const { id } = listenerOf(state, 'http/writer', 'http');
      state.configuration.listener = rowsOf(state, 'listener').filter((row) => row.id !== id);
    }),
  },
  'listener-port-changed': {
    description: 'the HTTP submission listener has another port',
    red: ['network.listeners'],
    says: inOneGo('different: http/writer (http) port ', /\d+/, ': port old ', /\d+/, ', new ', /\d+/),
    apply: changed((state) => {
      const { id } = listenerOf(state, 'http/writer', 'http');
      const row = rowsOf(state, 'listener').find((each) => each.id === id);
      present(row, 'row of the listener').port = 16_097;
    }),
  },
  'conf-not-json': {
    description: 'coronerd.conf is not JSON',
    red: ofConf,
    also: ['requirements.storage-path', 'requirements.disk-space'],
    outcome: 'error',
    says: /coronerd\.conf is not JSON as a whole/,
    apply: changed((state) => {
      const conf = confOf(state);
      conf.content = `${conf.content} listener { }`;
    }),
  },
  'conf-dangling-link': {
    description: 'coronerd.conf is a link to a file that was not brought over',
    red: [...ofConf, 'beyond.old-host-references'],
    also: ['requirements.storage-path', 'requirements.disk-space'],
    outcome: 'error',
    says: /coronerd\.conf does not exist, or is a link to a file that does not/,
    apply: changed((state) => {
      Object.assign(confOf(state), { kind: 'symlink', target: '/srv/backtrace/coronerd.conf' });
    }),
  },
  'conf-unreadable': {
    description: 'where coronerd.conf should be, there is a directory',
    red: [...ofConf, 'beyond.old-host-references'],
    also: ['requirements.storage-path', 'requirements.disk-space'],
    outcome: 'error',
    says: /coronerd\.conf cannot be read/,
    apply: changed((state) => {
      Object.assign(confOf(state), { kind: 'directory', mode: '755', content: undefined });
    }),
  },
  'certificate-expired': tlsFault(
    'the certificate of the HTTPS submission listener has expired',
    /has expired on/,
    { certificate: 'expired' },
    submissions,
  ),
  'certificate-expires-soon': tlsFault(
    'the certificate of the HTTPS submission listener expires in three days',
    onOneLine('expires on ', / in [23]\.\d days/),
    { certificate: 'soon' },
  ),
  'certificate-wrong-name': tlsFault(
    'the certificate of the HTTPS submission listener is for another name',
    /is not for new\.backtrace\.test: its names are DNS:elsewhere\.backtrace\.test/,
    { certificate: 'wrong-name' },
    submissions,
  ),
  'certificate-self-signed': tlsFault(
    'the certificate of the HTTPS submission listener is self-signed',
    /is self-signed, and clients do not trust it/,
    { certificate: 'self-signed' },
    submissions,
  ),
  'chain-incomplete': tlsFault(
    'the HTTPS submission listener does not send the intermediate certificate',
    /was issued by "Backtrace lab intermediate CA", which was not sent/,
    { chain: 'leaf-only' },
    submissions,
  ),
  'chain-wrong-order': tlsFault(
    'the HTTPS submission listener sends its certificates in the wrong order',
    /in the wrong order/,
    { chain: 'wrong-order' },
  ),
  'key-weak': tlsFault(
    'the HTTPS submission listener has a short RSA key',
    /RSA key of 1024 bits is weaker than the EC key of 256 bits/,
    { key: 'rsa-1024' },
  ),
  'tls-1.0-offered': tlsFault('the HTTPS submission listener offers TLS 1.0', /TLS 1\.0 is offered/, {
    versions: { min: 'TLSv1', max: 'TLSv1.3' },
  }),
  'tls-1.2-gone': tlsFault(
    'the HTTPS submission listener offers TLS 1.3 only, which older clients do not speak',
    /TLS 1\.2 is missing on new/,
    { versions: { min: 'TLSv1.3', max: 'TLSv1.3' } },
  ),
  'cipher-without-encryption': tlsFault(
    'the HTTPS submission listener takes cipher suites that do not encrypt',
    /no encryption \(NULL\) are taken, which was not seen of the old server/,
    { ciphers: 'ALL:eNULL' },
  ),
  'tls-port-plain': {
    description: 'the HTTPS submission listener talks plain HTTP',
    red: ['network.tls'],
    also: submissions,
    says: /should talk TLS, and talks plain HTTP/,
    apply: changed((state) => {
      listenerOf(state, 'http/writer', 'https').speaks = 'plain';
    }),
  },
  'tls-port-unnamed': {
    description:
      'nginx has another TLS port, which stands in no configuration of coronerd, and its certificate expired',
    red: ['network.tls'],
    says: onOneLine(/port \d+ \(live sockets only\): /, ' has expired on'),
    apply: changed(({ listeners }) => {
      const place = { id: 9, bind: '0.0.0.0', owner: 'backtrace-nginx' } as const;
      const tls = { certificate: 'expired' } as const;
      listeners.push({ ...place, type: 'reader', protocol: 'https', speaks: 'tls', tls });
    }),
  },
  'plain-port-tls': {
    description: 'the HTTP submission listener talks TLS',
    red: ['network.tls'],
    also: submissions,
    says: /should be plain, and talks TLS/,
    apply: changed((state) => {
      listenerOf(state, 'http/writer', 'http').speaks = 'tls';
    }),
  },
};
