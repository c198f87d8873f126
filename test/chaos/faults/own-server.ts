import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import postgres from 'postgres';
import { childOptions, runAs } from '../../../src/store/embedded-account.ts';
import {
  embeddedName,
  type Installation,
  installPostgres,
  ownName,
} from '../../../src/store/embedded-install.ts';

/** A PostgreSQL server of one run's own, to which everything may be done. Its port stays the same. */
export interface OwnServer {
  /** Connects as superuser. */
  readonly url: string;
  /** Ends it as `pg_ctl stop -m immediate` does: at once, without a word, recovering at the next start. */
  crash(): Promise<void>;
  /** Starts it again and resolves when it takes connections. */
  restart(): Promise<void>;
  /** Stops all its processes where they are, as a virtual machine that is paused. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  /** From the next transaction on, nobody may write, as on a standby; and back. */
  readOnly(isOn: boolean): Promise<void>;
  /** Ends one connection of Muster's, chosen by `pick` among their process ids; false when there is none. */
  endOne(pick: (pids: readonly number[]) => number): Promise<boolean>;
  /** Ends it and deletes its data. */
  stop(): Promise<void>;
}

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  timezone: 'UTC',
  jit: 'off',
  // The machine does not lose power here: what was written is there when the server is not.
  fsync: 'off',
  full_page_writes: 'off',
};

/** Starts a server with an empty database, and resolves when it takes connections. */
export async function startOwnServer(): Promise<OwnServer> {
  const installation = await installPostgres();
  // By this name the next embedded server knows that its maker is gone, and sweeps it away.
  const directory = join(installation.home, ownName());
  await copyCluster(installation, directory);
  const port = await freePort();
  let server = await launch(installation, directory, port);
  const url = `postgres://${embeddedName}:${installation.password}@127.0.0.1:${port}/${embeddedName}`;
  const admin = () => postgres(url, { max: 1, fetch_types: false, onnotice: () => undefined });
  const asAdmin = async <T>(use: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
    const sql = admin();
    return use(sql).finally(() => sql.end({ timeout: 1 }));
  };
  return {
    url,
    crash: () => end(server),
    async restart() {
      server = await launch(installation, directory, port);
    },
    freeze: async () => signalAll(server, 'SIGSTOP'),
    thaw: async () => signalAll(server, 'SIGCONT'),
    async readOnly(isOn) {
      await asAdmin(async (sql) => {
        await sql.unsafe(`set default_transaction_read_only = off`);
        await sql.unsafe(`alter system set default_transaction_read_only = ${isOn ? 'on' : 'off'}`);
        await sql`select pg_reload_conf()`;
      });
    },
    endOne: (pick) =>
      asAdmin(async (sql) => {
        const found = await sql<{ pid: number }[]>`
          select pid from pg_stat_activity where application_name = 'muster' order by pid`;
        if (found.length === 0) return false;
        await sql`select pg_terminate_backend(${pick(found.map(({ pid }) => pid))}::int)`;
        return true;
      }),
    async stop() {
      await signalAll(server, 'SIGCONT');
      await end(server);
      await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

async function copyCluster({ account, home, template }: Installation, directory: string) {
  await mkdir(directory, { mode: 0o700 });
  if (account) await chown(directory, account.uid, account.gid);
  await runAs(account, home, ['cp', '-Rp', template, join(directory, 'data')]);
}

async function launch(
  { account, binaries, home }: Installation,
  directory: string,
  port: number,
): Promise<ChildProcess> {
  const given = Object.entries({ ...settings, port: String(port) });
  const child = spawn(
    join(binaries, 'bin', 'postgres'),
    [
      '-D',
      join(directory, 'data'),
      ...given.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { ...childOptions(account, home), stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await new Promise<void>((resolve, reject) => {
    let log = '';
    child.on('exit', () => reject(new Error(`the server did not start: ${log.trim()}`)));
    child.stderr.on('data', (chunk: Buffer) => {
      if (log.includes('ready to accept connections')) return;
      log += chunk.toString();
      if (log.includes('ready to accept connections')) resolve();
    });
  });
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGQUIT');
  await ended;
}

/** The postmaster first, so that it starts nobody in place of those that stand still. */
async function signalAll(child: ChildProcess, signal: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return;
  child.kill(signal);
  const children = await runAs(undefined, '/', ['ps', '-o', 'pid=', '--ppid', `${child.pid}`]);
  for (const pid of children.split('\n').map(Number).filter(Boolean)) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended meanwhile.
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
