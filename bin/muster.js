#!/usr/bin/env node
import { existsSync } from 'node:fs';

// The compiled program where there is one; in a clone the sources, through tsx, so that
// `npx muster` works right after `npm ci`.
const built = new URL('../dist/cli.js', import.meta.url);
if (!existsSync(built)) {
  try {
    const { register } = await import('tsx/esm/api');
    register();
  } catch {
    process.stderr.write('Muster is not built: run "npm ci && npm run build" first.\n');
    process.exit(1);
  }
}
const { run } = await import(existsSync(built) ? built.href : '../src/cli.ts');
process.exitCode = await run(process.argv);
