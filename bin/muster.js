#!/usr/bin/env node
import { existsSync, readdirSync, statSync } from 'node:fs';

// The compiled program where it is up to date; otherwise the sources of the clone, through tsx, so
// that `npx muster` works right after `npm ci`, and never runs what was built before the last change.
const built = new URL('../dist/cli.js', import.meta.url);
const sources = new URL('../src/', import.meta.url);
const isBuilt = existsSync(built) && statSync(built).mtimeMs >= newest(sources);
if (!isBuilt) {
  try {
    const { register } = await import('tsx/esm/api');
    register();
  } catch {
    const what = existsSync(built) ? 'built from older sources' : 'not built';
    process.stderr.write(`Muster is ${what}: run "npm ci && npm run build" first.\n`);
    process.exit(1);
  }
}
const { run } = await import(isBuilt ? built.href : '../src/cli.ts');
process.exitCode = await run(process.argv);
// What was half started when it failed must not live on.
if (process.exitCode !== 0) process.exit();

/** When the newest file under a folder was written; 0 where there is none, as in an image. */
function newest(folder) {
  if (!existsSync(folder)) return 0;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  const times = files
    .filter((file) => file.isFile())
    .map((file) => statSync(`${file.parentPath}/${file.name}`).mtimeMs);
  return Math.max(0, ...times);
}
