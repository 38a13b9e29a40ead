const byteOf = (character: string): number => character.charCodeAt(0);
const [quote, backslash, comma] = [byteOf('"'), byteOf('\\'), byteOf(',')];
const [openList, openObject, closeList, closeObject] = ['[', '{', ']', '}'].map(byteOf);

/** Most bytes of one element, and of everything outside of the lists. */
const most = { element: 1024 * 1024, frame: 64 * 1024 * 1024 };

/**
 * Cuts the long lists out of a JSON text that comes in pieces, so that a list of millions is never held whole: the
 * elements of every list that is the `depth`th bracket are handed to `read` in batches, with the number of their list.
 * What is left is a JSON text in which each such list is `[n]`, n being that number.
 */
export class ListCutter {
  /** Why it stopped reading, if it did: what came is no such JSON, or `read` threw. */
  problem: string | undefined;
  private readonly depth: number;
  private readonly read: (elements: unknown[], list: number) => void;
  private readonly frame: Buffer[] = [];
  private frameBytes = 0;
  private held: Buffer[] = [];
  private heldBytes = 0;
  private level = 0;
  private inString = false;
  private escaped = false;
  private inList = false;
  private lists = 0;

  constructor(depth: number, read: (elements: unknown[], list: number) => void) {
    this.depth = depth;
    this.read = read;
  }

  /** What is left of the text; complete JSON only where the text was. */
  get rest(): Buffer {
    return Buffer.concat(this.frame);
  }

  /** Takes the next piece; it throws nothing, so that it may be called while a reply arrives. */
  push(piece: Uint8Array): void {
    if (this.problem !== undefined) return;
    try {
      this.cut(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength));
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  private cut(bytes: Buffer): void {
    let start = 0;
    let lastComma = -1;
    for (let at = this.stringEnd(bytes, 0); at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === quote) {
        this.inString = true;
        at = this.stringEnd(bytes, at + 1) - 1;
      } else if (byte === comma) {
        if (this.level === this.depth) lastComma = at;
      } else if (byte === openList || byte === openObject) {
        this.level++;
        if (byte === openObject || this.inList || this.level !== this.depth) continue;
        this.keep(bytes.subarray(start, at + 1));
        this.inList = true;
        start = at + 1;
      } else if (byte === closeList || byte === closeObject) {
        this.level--;
        if (!this.inList || this.level >= this.depth) continue;
        this.handOver(bytes.subarray(start, at));
        this.keep(Buffer.from(String(this.lists++)));
        this.inList = false;
        start = at;
      }
    }
    if (!this.inList) {
      this.keep(bytes.subarray(start));
      return;
    }
    if (lastComma >= start) {
      this.handOver(bytes.subarray(start, lastComma));
      start = lastComma + 1;
    }
    this.hold(bytes.subarray(start));
  }

  /** Where a text that is open goes on to: behind its closing quote, or to the end of the piece. */
  private stringEnd(bytes: Buffer, from: number): number {
    let at = from;
    if (!this.inString) return at;
    if (this.escaped && at < bytes.length) {
      this.escaped = false;
      at++;
    }
    for (; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === backslash) {
        at++;
        this.escaped = at >= bytes.length;
      } else if (byte === quote) {
        this.inString = false;
        return at + 1;
      }
    }
    return bytes.length;
  }

  private keep(bytes: Buffer): void {
    this.frame.push(Buffer.from(bytes));
    this.frameBytes += bytes.length;
    if (this.frameBytes > most.frame) throw tooLarge(most.frame, 'outside of its lists');
  }

  private hold(bytes: Buffer): void {
    this.held.push(bytes);
    this.heldBytes += bytes.length;
    if (this.heldBytes > most.element) throw tooLarge(most.element, 'in one element of a list');
  }

  private handOver(bytes: Buffer): void {
    const text = Buffer.concat([...this.held, bytes]).toString('utf8');
    this.held = [];
    this.heldBytes = 0;
    if (text.trim() === '') return;
    this.read(JSON.parse(`[${text}]`) as unknown[], this.lists);
  }
}

function tooLarge(bytes: number, where: string): RangeError {
  return new RangeError(`more than ${bytes} bytes ${where}`);
}
