/** A JSON report with everything that the contract demands (§4.1), with a uuid of its own. */
export function jsonReport(changes: Record<string, unknown> = {}) {
  return {
    uuid: crypto.randomUUID(),
    timestamp: 1_780_000_000,
    lang: 'c++',
    langVersion: '17',
    agent: 'test',
    agentVersion: '1',
    mainThread: '7',
    threads: {
      '7': {
        name: 'main',
        fault: true,
        stack: [{ funcName: 'crash', line: 3 }, { address: '0x10' }, { funcName: 'main' }],
      },
    },
    classifiers: ['segv', 'null'],
    attributes: {
      hostname: 'probe-host',
      version: '1.2.3',
      'error.message': 'it broke',
      beta: true,
      nested: { a: 1 },
    },
    ...changes,
  };
}
