/** Name and password of the superuser of a default server. */
export const administrator = { username: 'admin', password: 'correct horse battery staple' };
