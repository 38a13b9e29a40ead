/**
 * Certificates of identity providers, as base64 of their DER, the way SAML settings have them. Their private keys were
 * thrown away.
 */
export const idpCertificates = {
  /** Good until 2099. */
  current:
    'MIIBJzCBz6ADAgECAgEBMAoGCCqGSM49BAMCMBsxGTAXBgNVBAMTEGlkcC5hY21lLmV4YW1wbGUwIBcNMjAwMTAxMD' +
    'AwMDAwWhgPMjA5OTAxMDEwMDAwMDBaMBsxGTAXBgNVBAMTEGlkcC5hY21lLmV4YW1wbGUwWTATBgcqhkjOPQIBBggq' +
    'hkjOPQMBBwNCAARdcVfN+xS6yO+T8UUb9kQJ9GzD+TlHgG9SROWK8vV6NU4oGOiuxu+euDnawH6pRYe6begWVMIaU4' +
    'uzX12T2Ym4owIwADAKBggqhkjOPQQDAgNHADBEAiB9nHgIlG7OUaYjb6mn3HQaRaqqaoTGFa83/zL942y5NwIgFXPw' +
    'NQx0/cs6tYefaE/6GnfKeA+AboWDS8XhwhSnJ3g=',
  /** Of another key, good until 2099. */
  another:
    'MIIBKTCBz6ADAgECAgEBMAoGCCqGSM49BAMCMBsxGTAXBgNVBAMTEGlkcC5hY21lLmV4YW1wbGUwIBcNMjAwMTAxMD' +
    'AwMDAwWhgPMjA5OTAxMDEwMDAwMDBaMBsxGTAXBgNVBAMTEGlkcC5hY21lLmV4YW1wbGUwWTATBgcqhkjOPQIBBggq' +
    'hkjOPQMBBwNCAAQqmzO/WeV6DrQQ0N8FKiJpafpuUJd7/yosNUUZjLUYXe7UzhF8V8GTMRcZ544Sfgz9Z45JLv4a09' +
    'sattqsoEggowIwADAKBggqhkjOPQQDAgNJADBGAiEA0OXvND+qUpQOGi1EtZAne/SUEJX96QAX7jl9oJUBPbQCIQCz' +
    'JzhjmW0Gg3ZsWcBuFcX6gWwduobyhFq2bRGXN3kxbQ==',
  /** Ended in 2021. */
  expired:
    'MIIBJTCBzaADAgECAgEBMAoGCCqGSM49BAMCMBsxGTAXBgNVBAMTEGlkcC5hY21lLmV4YW1wbGUwHhcNMjAwMTAxMD' +
    'AwMDAwWhcNMjEwMTAxMDAwMDAwWjAbMRkwFwYDVQQDExBpZHAuYWNtZS5leGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZI' +
    'zj0DAQcDQgAEeIMMDmURuVHEKXsIDiWDLJgRdC+Y0Duis1rIWiIGACcABYc8kvQYS6G/MfNg+1Zu10Ft13tBojkn5V' +
    'O50DoHIaMCMAAwCgYIKoZIzj0EAwIDRwAwRAIgZwUsZ/e9/7/2U4KtrxEvIgX+2fp86iZjm7EjactXHR4CIAaJN95A' +
    '+E35xt8Sm2KFYfjisR2ac/yNF9cmFJS3SmEK',
};
