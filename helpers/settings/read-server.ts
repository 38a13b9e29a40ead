import type { Problem } from './problem.ts';
import type { Get } from './read.ts';
import type { Credentials, ServerSettings, SshSettings } from './types.ts';
import { type VariableName, variables } from './variables.ts';

/** One server of the pair, as far as its variables are usable. */
export function readServer(prefix: 'NEW' | 'OLD', get: Get, problems: Problem[]): ServerSettings | undefined {
  const before = problems.length;
  const url = get(`${prefix}_URL`);
  if (!url && problems.length === before) {
    problems.push({
      variable: `${prefix}_URL`,
      message: 'is not set',
      example: `${prefix}_URL=https://${prefix.toLowerCase()}.example.com`,
    });
  }
  const credentials = readCredentials(prefix, get, problems);
  const ssh = readSsh(prefix, get, problems);
  const address = get(`${prefix}_ADDRESS`);
  const caFile = get(`${prefix}_CA_FILE`);
  const universe = get(`${prefix}_UNIVERSE`) ?? get('NEW_UNIVERSE');
  const serviceHosts = get('SERVICE_HOSTS');
  if (!url || !credentials) return undefined;
  return {
    side: prefix === 'NEW' ? 'new' : 'old',
    url,
    credentials,
    ...(address ? { address } : {}),
    ...(caFile ? { caFile } : {}),
    ...(universe ? { universe } : {}),
    ...(serviceHosts ? { serviceHosts } : {}),
    ...(ssh ? { ssh } : {}),
  };
}

function readCredentials(prefix: 'NEW' | 'OLD', get: Get, problems: Problem[]): Credentials | undefined {
  const [username, password, token] = [
    get(`${prefix}_USERNAME`),
    get(`${prefix}_PASSWORD`),
    get(`${prefix}_TOKEN`),
  ];
  if (token && (username || password)) {
    problems.push({
      variable: `${prefix}_TOKEN`,
      message: `contradicts ${prefix}_USERNAME and ${prefix}_PASSWORD: set one way to log in`,
    });
  }
  if (token) return { token };
  if (username && password) return { username, password };
  const missing = username ? 'PASSWORD' : 'USERNAME';
  problems.push({
    variable: `${prefix}_${missing}`,
    message: `is not set (a login needs ${prefix}_USERNAME and ${prefix}_PASSWORD, or ${prefix}_TOKEN)`,
    example: `${prefix}_${missing}=${missing === 'USERNAME' ? 'admin' : '…'}`,
  });
  return undefined;
}

function readSsh(prefix: 'NEW' | 'OLD', get: Get, problems: Problem[]): SshSettings | undefined {
  const target = get(`${prefix}_SSH`);
  const keyFile = get(`${prefix}_SSH_KEY_FILE`);
  const knownHosts = get(`${prefix}_SSH_KNOWN_HOSTS`);
  const hostKey = get(`${prefix}_SSH_HOST_KEY`);
  const jump = get(`${prefix}_SSH_JUMP`);
  if (knownHosts && hostKey) {
    problems.push({
      variable: `${prefix}_SSH_HOST_KEY`,
      message: `contradicts ${prefix}_SSH_KNOWN_HOSTS: pin the key or name a file, not both`,
    });
  }
  for (const name of target ? [] : setNames(`${prefix}_SSH_`, get)) {
    problems.push({ variable: name, message: `is set, but ${prefix}_SSH is not` });
  }
  if (!target) return undefined;
  return {
    ...target,
    ...(keyFile ? { keyFile } : {}),
    ...(knownHosts ? { knownHosts } : {}),
    ...(hostKey ? { hostKey } : {}),
    ...(jump ? { jump } : {}),
  };
}

/** Variables with this prefix that have a usable value. */
export function setNames(prefix: string, get: Get): VariableName[] {
  const names = Object.keys(variables) as VariableName[];
  return names.filter((name) => name.startsWith(prefix) && get(name) !== undefined);
}
