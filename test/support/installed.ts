import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { transform } from 'esbuild';
import type { Apart } from './muster-processes.ts';

const root = join(import.meta.dirname, '../..');

/** What the Dockerfile copies beside what was built. */
const beside = ['package.json', 'manifest.yml', 'LICENSE', 'bin', 'migrations', 'policies'];

/**
 * Puts Muster into a folder of its own as the image has it: built, without sources. It is built
 * without looking at types, which takes a second where the compiler takes ten. Returns the folder.
 */
export async function install(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-installed-'));
  for (const name of beside) await cp(join(root, name), join(folder, name), { recursive: true });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const sources = await readdir(join(root, 'src'), { recursive: true });
  await Promise.all(
    sources.filter((name) => name.endsWith('.ts')).map((name) => build(name, folder)),
  );
  return folder;
}

async function build(name: string, folder: string): Promise<void> {
  const text = await readFile(join(root, 'src', name), 'utf8');
  const { code } = await transform(text, { loader: 'ts', format: 'esm', target: 'node20' });
  const path = join(folder, 'dist', name.replace(/\.ts$/, '.js'));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, code.replaceAll(/(["'])(\.{1,2}\/[^"'\n]*)\.ts\1/g, '$1$2.js$1'));
}

/** Raises a number that an installed file exports. */
export async function raise(folder: string, file: string, name: string): Promise<void> {
  const path = join(folder, 'dist', file);
  const text = await readFile(path, 'utf8');
  const raised = text.replace(
    new RegExp(`\\b${name} = (\\d+)`),
    (_whole, number: string) => `${name} = ${Number(number) + 1}`,
  );
  if (raised === text) throw new Error(`${file} has no ${name}`);
  await writeFile(path, raised);
}

export async function uninstall(folder: string): Promise<void> {
  // A test may have taken away the right to write in it, which stops all but root.
  await chmod(folder, 0o755);
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  const folders = all.filter((each) => each.isDirectory());
  await Promise.all(folders.map(({ parentPath, name }) => chmod(join(parentPath, name), 0o755)));
  await rm(folder, { recursive: true, force: true });
}

/** A process of an installed Muster, and where it answers. */
export interface Running {
  child: ChildProcess;
  url: string;
  /** Lines of its log so far. */
  log: Record<string, unknown>[];
}

export interface RunOptions {
  /** Added to its environment. */
  env?: Record<string, string>;
  databaseUrl?: string;
  /** Run as this user id, for root. */
  uid?: number;
  cwd?: string;
}

/** Starts `muster start` of this folder and resolves when it answers. Slack does not know of it yet. */
export async function run(
  apart: Apart,
  folder: string,
  options: RunOptions = {},
): Promise<Running> {
  const { app, apiUrl } = apart.sandbox;
  const child = spawn(process.execPath, [join(folder, 'bin/muster.js'), 'start'], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: options.databaseUrl ?? apart.databaseUrl,
      SLACK_BOT_TOKEN: app.bot_token,
      SLACK_SIGNING_SECRET: app.signing_secret,
      SLACK_API_URL: apiUrl,
      PORT: '0',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  apart.processes.push(child);
  const log: Record<string, unknown>[] = [];
  let said = '';
  child.stderr.on('data', (data) => {
    said += String(data);
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`muster ended with ${code}: ${said}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const told = JSON.parse(line) as { msg?: string; port?: number };
      log.push(told);
      if (told.msg === 'muster answers' && told.port) resolve(told.port);
    });
  });
  return { child, url: `http://127.0.0.1:${port}`, log };
}

/** Has Slack send to this process from now on. */
export function route(apart: Apart, { url }: Running): void {
  apart.sandbox.connect(`${url}/slack/events`);
}

/** Status and text of a page of a process, such as `/readyz`. */
export async function page({ url }: Running, path: string): Promise<[number, string]> {
  const response = await fetch(`${url}${path}`);
  return [response.status, await response.text()];
}

/** The value of a metric by its name and labels as they stand there; 0 where it has none. */
export async function metric(running: Running, name: string): Promise<number> {
  const [, text] = await page(running, '/metrics');
  const lines = text.split('\n').filter((line) => line.startsWith(name));
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
