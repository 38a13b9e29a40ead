declare module 'hoodiecrow-imap' {
  import type { Server } from 'node:net';

  interface Options {
    plugins?: string[];
    users?: Record<string, { password: string }>;
    storage?: Record<string, { messages?: { raw: string; flags?: string[]; uid?: number }[] }>;
  }
  interface Folder {
    messages: { uid: number; raw: string; flags: string[] }[];
    uidvalidity: number;
  }
  export interface ImapServer {
    server: Server;
    listen(port: number, address: string, listening: () => void): void;
    close(closed: () => void): void;
    getMailbox(path: string): Folder;
    appendMessage(folder: string, flags: string[], date: Date, raw: string): void;
  }
  export default function hoodiecrow(options: Options): ImapServer;
}
