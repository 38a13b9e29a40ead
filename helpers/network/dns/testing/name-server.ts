import { Packet, UDPServer } from 'dns2';

/** What a name server knows of each name. */
export type Records = Record<string, Partial<Record<'A' | 'AAAA' | 'CNAME', string[]>>>;

const types = { A: Packet.TYPE.A, AAAA: Packet.TYPE.AAAA, CNAME: Packet.TYPE.CNAME };

/** An authoritative name server, which follows no alias; `rcode` is its answer to everything, or to a type. */
export async function startNameServer(
  records: Records,
  rcode?: number,
  ofType?: keyof typeof types,
): Promise<{ host: string; port: number; close(): void }> {
  const server = new UDPServer((request, send) => {
    const response = Packet.createResponseFromRequest(request);
    response.additionals = [];
    const [question] = request.questions;
    const own = records[question?.name.toLowerCase() ?? ''];
    const isMeant = !ofType || question?.type === types[ofType];
    response.header.rcode = (isMeant ? rcode : undefined) ?? (own ? 0 : 3);
    for (const [type, values] of Object.entries(own ?? {})) {
      const code = types[type as keyof typeof types];
      if (code !== question?.type) continue;
      for (const value of values) {
        const data = type === 'CNAME' ? { domain: value } : { address: value };
        response.answers.push(
          new Packet.Resource({ name: question.name, type: code, class: 1, ttl: 1, ...data }),
        );
      }
    }
    send(response).catch(() => undefined);
  });
  await server.listen(0, '127.0.0.1');
  return { host: '127.0.0.1', port: server.address().port, close: () => void server.close() };
}
