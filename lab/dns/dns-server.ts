import type DNS from 'dns2';
import { Packet, UDPServer } from 'dns2';
import type { DnsRecord, DnsZone } from '../state/types.ts';

/** A running name server. */
export interface RunningDns {
  /** `IP:PORT`. */
  address: string;
  close(): Promise<void>;
}

const longestChain = 16;

/**
 * A name server on the loopback for what the zones hold at the time of a question. It follows aliases as a resolver does;
 * the trouble of any zone is the trouble of the whole server.
 */
export async function startDns(zones: () => readonly (DnsZone | undefined)[]): Promise<RunningDns> {
  const server = new UDPServer((request, send) => {
    const live = zones().flatMap((zone) => zone ?? []);
    const trouble = live.find((zone) => zone.trouble)?.trouble;
    if (trouble === 'silent') return;
    const response = Packet.createResponseFromRequest(request);
    // A client that sent EDNS options would take an empty copy of them for a malformed reply.
    response.additionals = [];
    const [question] = request.questions;
    if (trouble === 'servfail') response.header.rcode = rcode.serverFailure;
    else if (question)
      fill(
        response,
        question,
        live.flatMap(({ records }) => records),
      );
    send(response).catch(() => undefined);
  });
  await server.listen(0, '127.0.0.1');
  const { port } = server.address();
  return {
    address: `127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const rcode = { serverFailure: 2, noSuchName: 3 };
const types = { A: Packet.TYPE.A, AAAA: Packet.TYPE.AAAA, CNAME: Packet.TYPE.CNAME };

function fill(response: Packet, question: DNS.Packet.Question, records: readonly DnsRecord[]): void {
  let name = question.name.toLowerCase();
  for (let step = 0; step <= longestChain; step++) {
    const own = records.filter((record) => record.name === name);
    const wanted = own.filter(({ type }) => types[type] === question.type);
    const alias = own.find(({ type }) => type === 'CNAME');
    for (const record of wanted.length > 0 || !alias ? wanted : [alias])
      response.answers.push(resourceOf(record));
    if (own.length === 0) response.header.rcode = rcode.noSuchName;
    if (wanted.length > 0 || !alias) return;
    name = alias.value;
  }
  // A resolver gives up on aliases that lead in a circle.
  response.answers.splice(0);
  response.header.rcode = rcode.serverFailure;
}

function resourceOf({ name, type, value }: DnsRecord): DNS.Packet.Resource {
  const resource = { name, type: types[type], class: Packet.CLASS.IN, ttl: 5 };
  return new Packet.Resource({ ...resource, ...(type === 'CNAME' ? { domain: value } : { address: value }) });
}
