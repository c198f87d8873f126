import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformSync } from 'esbuild';
import type { Sandbox } from '../sandbox/start.ts';

/** Muster as it runs in production: the built program in a process of its own. */
export interface MusterProcess {
  readonly child: ChildProcess;
  readonly url: string;
  /** Real milliseconds from spawn to the first answer of /readyz. */
  readonly startMs: number;
  /** Resident memory now, in MB (10^6 bytes). */
  residentMb(): number;
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, '..');

export interface MusterOptions {
  /** Arguments of node, such as `--cpu-prof`. */
  nodeArgs?: string[];
  /** Whether it can be asked for its memory (`inside.ts`). */
  isOpen?: boolean;
}

/**
 * Starts the build in `dist/` against a sandbox and a database. Not through `bin/muster.js`, which would
 * take the sources where they are newer than the build, and measure the compiler's loader.
 */
export async function startMuster(
  sandbox: Sandbox,
  databaseUrl: string,
  port: number,
  { nodeArgs = [], isOpen = false }: MusterOptions = {},
): Promise<MusterProcess> {
  const began = performance.now();
  const inside = isOpen ? ['--import', insideUrl()] : [];
  const child = spawn(
    process.execPath,
    [...nodeArgs, ...inside, '--input-type=module', '--eval', main],
    {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        DATABASE_URL: databaseUrl,
        PORT: String(port),
        SLACK_API_URL: sandbox.apiUrl,
        SLACK_BOT_TOKEN: sandbox.app.bot_token,
        SLACK_SIGNING_SECRET: sandbox.app.signing_secret,
        LOG_LEVEL: 'error',
      },
      stdio: ['ignore', 'ignore', 'inherit', ...(isOpen ? (['ipc'] as const) : [])],
    },
  );
  const url = `http://127.0.0.1:${port}`;
  await answers(`${url}/readyz`, child);
  const startMs = performance.now() - began;
  sandbox.connect(`${url}/slack/events`);
  return {
    child,
    url,
    startMs,
    residentMb: () => residentMb(child.pid ?? 0),
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

const main = `
  const { run } = await import(${JSON.stringify(pathToFileURL(join(root, 'dist/cli.js')).href)});
  process.exitCode = await run(['node', 'muster', 'start']);`;

/** As a module without imports of ours and without a loader, whose memory would count as Muster's. */
function insideUrl(): string {
  const source = readFileSync(join(import.meta.dirname, 'inside.ts'), 'utf8');
  const { code } = transformSync(source, { loader: 'ts', format: 'esm' });
  return `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`;
}

/** Asks until it says 200; throws when the process ends first. */
export async function answers(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the process ended before it answered');
}

/** Of a process by id, in MB; Linux only. */
export function residentMb(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Math.round((Number(line?.[1] ?? 0) * 1024) / 1e6);
}
