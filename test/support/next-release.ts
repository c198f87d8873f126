import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

interface Journal {
  entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[];
}

/** Adds a migration after those in `folder`; statements are parted as drizzle-kit parts them. */
export async function addMigration(folder: string, statements: string[]): Promise<void> {
  const path = join(folder, 'meta/_journal.json');
  const journal = JSON.parse(await readFile(path, 'utf8')) as Journal;
  const last = journal.entries.at(-1);
  if (!last) throw new Error('there are no migrations');
  const idx = last.idx + 1;
  const tag = `${String(idx).padStart(4, '0')}_next`;
  journal.entries.push({ ...last, idx, tag, when: last.when + 1000 });
  await writeFile(path, JSON.stringify(journal));
  await writeFile(join(folder, `${tag}.sql`), statements.join('\n--> statement-breakpoint\n'));
}

/** This release's migrations and one more, as the next release would have them. Returns the folder. */
export async function nextMigrations(statements: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-migrations-'));
  await cp(join(root, 'migrations'), folder, { recursive: true });
  await addMigration(folder, statements);
  return folder;
}

export function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}

/** The statement by which a migration raises a gate. */
export function raisedGate(name: 'run' | 'engine', to: number): string {
  return `insert into engine_gate (name, min_release) values ('${name}', ${to})
    on conflict (name) do update set min_release = excluded.min_release`;
}
