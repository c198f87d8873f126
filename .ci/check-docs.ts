import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

// A page that names a file which is no longer there is worse than no page. Checks the Markdown
// files under version control: relative links, and paths and npm scripts in code spans.

const root = resolve(import.meta.dirname, '..');
const folders = ['src', 'sandbox', 'test', 'docs', 'policies', 'migrations', 'bench', 'bin', '.ci'];

function trackedPages(): string[] {
  const listed = execFileSync('git', ['ls-files', '*.md'], { cwd: root }).toString();
  return listed.split('\n').filter((path) => path !== '' && existsSync(join(root, path)));
}

function faultsIn(page: string): string[] {
  const scripts: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;
  const known = new Set(Object.keys(scripts ?? {}));
  // Fenced examples may name what the reader is to make.
  const text = readFileSync(join(root, page), 'utf8').replace(/^```[\s\S]*?^```/gm, '');
  const faults: string[] = [];
  for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:|^#/.test(target)) continue;
    const path = join(dirname(page), target.replace(/#.*$/, ''));
    if (!existsSync(join(root, path))) faults.push(`links to ${target}, which does not exist`);
  }
  for (const [, span = ''] of text.matchAll(/`([^`\n]+)`/g)) {
    const script = span.match(/\bnpm run ([\w:-]+)/)?.[1];
    if (script && !known.has(script))
      faults.push(`tells of "npm run ${script}", which package.json lacks`);
    if (isPath(span) && !namesSomething(span, page))
      faults.push(`names ${span}, which does not exist`);
  }
  return faults.map((fault) => `${page} ${fault}`);
}

function isPath(span: string): boolean {
  const [first] = span.split('/');
  return /^[\w./-]+$/.test(span) && span.includes('/') && folders.includes(first ?? '');
}

function namesSomething(path: string, page: string): boolean {
  const places = [root, join(root, dirname(page))];
  return places.some((place) => ['', '.ts'].some((end) => existsSync(join(place, path + end))));
}

const faults = trackedPages().flatMap(faultsIn);
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
