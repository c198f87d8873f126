import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** One e-mail as a server took it. */
export interface Taken {
  to: string;
  /** By its name in lower letters. */
  headers: Record<string, string>;
  /** Its words. */
  words: string;
  /** Its calendar, with long lines put together again. */
  calendar: string;
  /** Its PDF; empty where it has none. */
  pdf: Buffer;
  /** All of it, as it went over the wire. */
  raw: string;
}

/** A real SMTP server that keeps what it takes. */
export class Mailboxes {
  readonly taken: Taken[] = [];
  /** Answers of the server by address: 550 for good, 451 for now. */
  readonly refusals = new Map<string, number>();
  #server: SMTPServer | null = null;
  #port = 0;
  #waiting: (() => void)[] = [];

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  /** Listens; after it was closed on the same port again. */
  async open(): Promise<this> {
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onRcptTo: ({ address }, _session, done) => {
        const responseCode = this.refusals.get(address);
        done(responseCode ? Object.assign(new Error('no'), { responseCode }) : null);
      },
      onData: (stream, session, done) => {
        const take = (raw: string) => {
          for (const { address } of session.envelope.rcptTo) this.taken.push(read(address, raw));
          for (const tell of this.#waiting.splice(0)) tell();
          done();
        };
        // Of whoever ends in the middle of a letter nothing is taken.
        text(stream).then(take, () => undefined);
      },
    });
    server.on('error', () => undefined);
    server.listen(this.#port, '127.0.0.1');
    await once(server.server, 'listening');
    this.#port = (server.server.address() as AddressInfo).port;
    this.#server = server;
    return this;
  }

  /** Nobody answers any more. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** Hangs up on whoever comes, until it is opened again; resolves when so many came. */
  async hangsUpOn(count: number): Promise<void> {
    await this.close();
    let left = count;
    await new Promise<void>((resolve) => {
      const rude = createServer((socket) => {
        socket.destroy();
        left -= 1;
        if (left === 0) rude.close(() => resolve());
      });
      rude.listen(this.#port, '127.0.0.1');
    });
  }

  /** Resolves when so many were taken since it was opened first. */
  async until(count: number): Promise<Taken[]> {
    while (this.taken.length < count) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    return this.taken;
  }
}

function read(to: string, raw: string): Taken {
  const { headers, body } = parted(raw);
  const parts = partsOf(headers, body);
  const of = (type: string) =>
    parts.find((part) => part.headers['content-type']?.startsWith(type))?.body ?? Buffer.alloc(0);
  const calendar = `${of('text/calendar')}`.replace(/\r\n /g, '');
  const pdf = of('application/pdf');
  return {
    to,
    headers,
    words: `${of('text/plain')}`.replaceAll('\r\n', '\n').trimEnd(),
    calendar,
    pdf,
    raw,
  };
}

function parted(raw: string): { headers: Record<string, string>; body: string } {
  const [head = ''] = raw.split('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = lines.map((line) => {
    const [name = '', ...value] = line.split(':');
    return [name.toLowerCase(), value.join(':').trim()];
  });
  return { headers: Object.fromEntries(headers), body: raw.slice(head.length + 4) };
}

interface Part {
  headers: Record<string, string>;
  body: Buffer;
}

function partsOf(headers: Record<string, string>, body: string): Part[] {
  const boundary = /boundary="([^"]+)"/.exec(headers['content-type'] ?? '')?.[1];
  if (!boundary) return [{ headers, body: decoded(headers, body) }];
  return body
    .split(`--${boundary}`)
    .slice(1, -1)
    .flatMap((part) => {
      const inner = parted(part.replace(/^\r\n/, ''));
      return partsOf(inner.headers, inner.body);
    });
}

function decoded(headers: Record<string, string>, body: string): Buffer {
  const how = headers['content-transfer-encoding'];
  if (how === 'base64') return Buffer.from(body, 'base64');
  if (how !== 'quoted-printable') return Buffer.from(body);
  const octets = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(octets, 'latin1');
}
