import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterEach, expect, it } from 'vitest';
import { startEmbedded } from '../../src/store/embedded.ts';
import { copyBinaries } from '../../src/store/embedded-install.ts';

const undo: (() => Promise<unknown> | undefined)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function ask(url: string, query: string) {
  // What postgres.js asks about types by itself would fail behind our back when the server goes away.
  const sql = postgres(url, {
    max: 1,
    connect_timeout: 2,
    fetch_types: false,
    onnotice: () => undefined,
  });
  try {
    return await sql.unsafe(query);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const isUp = (url: string) =>
  ask(url, 'select 1').then(
    () => true,
    () => false,
  );

/** Starts a server in a process of its own, which a test may kill. */
async function holdElsewhere(keepIn?: string) {
  const script = join(import.meta.dirname, '../support/hold-postgres.ts');
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', 'tsx', script, ...(keepIn === undefined ? [] : [keepIn])],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  undo.push(async () => child.kill('SIGKILL'));
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
  const { url, directory } = JSON.parse(line) as { url: string; directory: string };
  return { child, url, directory };
}

/** The shells that watch over a folder's server. */
function watchdogsOf(directory: string): number[] {
  const processes = existsSync('/proc/self/cmdline')
    ? readdirSync('/proc').map((pid) => `${pid} ${commandOf(pid)}`)
    : execFileSync('ps', ['-eo', 'pid=,args=']).toString().split('\n');
  return processes
    .filter((line) => line.includes('/bin/sh') && line.includes(directory))
    .map((line) => Number.parseInt(line, 10));
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // ended meanwhile
  }
}

async function folder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'muster-test-'));
  undo.push(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

it('answers as PostgreSQL 18, and is gone with its files when stopped', async () => {
  const server = await startEmbedded();
  const [row] = await ask(server.url, 'show server_version_num');
  expect(Number(row?.['server_version_num'])).toBeGreaterThanOrEqual(180_000);
  await server.stop();
  await server.stop();
  expect(await isUp(server.url)).toBe(false);
  expect(existsSync(server.directory)).toBe(false);
});

it('runs twice at once, each with its own data', async () => {
  const [one, other] = await Promise.all([startEmbedded(), startEmbedded()]);
  undo.push(one.stop, other.stop);
  await ask(one.url, 'create table only_here ()');
  const found = await ask(other.url, `select to_regclass('only_here') as found`);
  expect(found[0]?.['found']).toBeNull();
});

it('lets nobody in without the password', async () => {
  const server = await startEmbedded();
  undo.push(server.stop);
  const url = new URL(server.url);
  url.password = 'guessed';
  await expect(ask(url.href, 'select 1')).rejects.toThrow(/password authentication failed/);
});

it('ends when its starter is killed', async () => {
  const { child, url } = await holdElsewhere();
  expect(await isUp(url)).toBe(true);
  child.kill('SIGKILL');
  await expect.poll(() => isUp(url), { timeout: 15_000 }).toBe(false);
});

it('is cleared away by the next start when its starter and its watchdog were killed', async () => {
  const { child, url, directory } = await holdElsewhere();
  const watchdogs = watchdogsOf(directory);
  expect(watchdogs).not.toEqual([]);
  for (const pid of watchdogs) process.kill(pid, 'SIGKILL');
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;

  const next = await startEmbedded();
  undo.push(next.stop);
  expect(await isUp(url)).toBe(false);
  expect(existsSync(directory)).toBe(false);
});

it('keeps data where it was told to, through a stop and through a kill of everything', async () => {
  const keepIn = join(await folder(), 'postgres');
  const first = await startEmbedded({ keepIn });
  undo.push(() => rm(first.directory, { recursive: true, force: true }));
  await ask(first.url, 'create table kept (n int)');
  await first.stop();

  const held = await holdElsewhere(keepIn);
  await ask(held.url, 'insert into kept values (1)');
  for (const pid of watchdogsOf(held.directory)) process.kill(pid, 'SIGKILL');
  const gone = new Promise((resolve) => held.child.once('exit', resolve));
  held.child.kill('SIGKILL');
  await gone;

  const last = await startEmbedded({ keepIn });
  undo.push(last.stop);
  expect(await ask(last.url, 'select n from kept')).toEqual([{ n: 1 }]);
});

it('says who uses a kept database instead of starting a second server on it', async () => {
  const keepIn = join(await folder(), 'postgres');
  const { child, directory } = await holdElsewhere(keepIn);
  // Last of all, while the server is still ending.
  undo.unshift(() =>
    rm(directory, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 }),
  );
  await expect(startEmbedded({ keepIn })).rejects.toThrow(`in use by process ${child.pid}`);
});

it('makes the links and execute rights that the package would have made on installation', async () => {
  const native = await folder();
  for (const name of ['bin', 'lib']) await mkdir(join(native, name));
  for (const name of ['postgres', 'initdb', 'pg_ctl']) {
    await writeFile(join(native, 'bin', name), '', { mode: 0o644 });
  }
  await writeFile(join(native, 'lib', 'libpq.so.5.18'), '');
  await writeFile(
    join(native, 'pg-symlinks.json'),
    JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]),
  );
  const copy = join(await folder(), 'copy');
  await copyBinaries(native, copy);
  expect(await readlink(join(copy, 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
  expect((await stat(join(copy, 'bin', 'postgres'))).mode & 0o111).toBe(0o111);
});
