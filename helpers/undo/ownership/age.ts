/** A clock of a server may be this much behind that of this machine, in ms. */
const clockRoom = 60 * 60_000;

/** Whether Unix seconds by a server's clock are not before `began`, Unix ms by this machine's. */
export function isSince(began: number, seconds: number): boolean {
  return seconds * 1000 >= began - clockRoom;
}
