import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { build } from 'esbuild';

/** One file of the page, as it is sent. */
export interface Asset {
  body: Uint8Array;
  type: string;
  /** Changes with the content. */
  etag: string;
}

/** The files of the page by name: `main.js`, `main.css` and the chunks they load later. */
export type Bundle = ReadonlyMap<string, Asset>;

/** Builds the page in memory; takes well under a second, and nothing is written to disk. */
export async function bundlePage(): Promise<Bundle> {
  const built = await build({
    entryPoints: [`${import.meta.dirname}/main.tsx`],
    outdir: '/assets',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    minify: true,
    write: false,
    logLevel: 'silent',
    chunkNames: 'part-[hash]',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return new Map(
    built.outputFiles.map((file) => [
      basename(file.path),
      {
        body: file.contents,
        type: file.path.endsWith('.css') ? 'text/css' : 'text/javascript',
        etag: `"${createHash('sha256').update(file.contents).digest('base64url').slice(0, 20)}"`,
      },
    ]),
  );
}
