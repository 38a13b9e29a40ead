/** Origin under which the symbol server is known to symbold; only the lab resolves the name. */
export const symbolServerOrigin = 'http://symbols.acme.test';
