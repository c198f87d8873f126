import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '../..');

/**
 * Puts Muster's child process into one file and returns its path: a process that reads one file
 * begins several times faster than one that finds and translates two thousand.
 */
export async function bundleChild(): Promise<string> {
  const folder = join(root, 'node_modules/.cache/muster-chaos');
  await mkdir(folder, { recursive: true });
  const made = join(folder, `child-${process.pid}.cjs`);
  const place = JSON.stringify(join(root, 'src'));
  await build({
    entryPoints: [join(root, 'test/support/muster-child.ts')],
    outfile: made,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    absWorkingDir: root,
    logLevel: 'error',
    define: { 'import.meta.dirname': place },
    banner: {
      js: `import { createRequire as chaosRequireFrom } from 'node:module'; const require = chaosRequireFrom(${place} + '/'); const __dirname = ${place}; const __filename = ${place};`,
    },
  });
  const path = join(folder, `child-${process.pid}.mjs`);
  await rename(made, path);
  return path;
}
