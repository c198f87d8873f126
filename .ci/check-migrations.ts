import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

// The migrations must be what src/store/schema*.ts say. drizzle-kit is asked for the next migration
// in a copy: when it has one to write, somebody changed the schema and forgot `npx drizzle-kit
// generate`.

const root = resolve(import.meta.dirname, '..');
const copy = '.muster/check-migrations';

rmSync(join(root, copy), { recursive: true, force: true });
try {
  cpSync(join(root, 'migrations'), join(root, copy), { recursive: true });
  const before = readdirSync(join(root, copy));
  const kit = join(root, 'node_modules/.bin/drizzle-kit');
  const schema = ['--dialect=postgresql', '--schema=./src/store/schema*.ts', `--out=./${copy}`];
  const output = execFileSync(kit, ['generate', ...schema], { cwd: root }).toString();
  const added = readdirSync(join(root, copy)).filter((name) => !before.includes(name));
  for (const name of added.filter((file) => file.endsWith('.sql'))) {
    process.stderr.write(
      `The migrations lack this:\n${readFileSync(join(root, copy, name), 'utf8')}\n`,
    );
  }
  if (added.length > 0 || !output.includes('nothing to migrate')) {
    process.stderr.write(`Run "npx drizzle-kit generate" and commit what it makes.\n`);
    process.exitCode = 1;
  }
} finally {
  rmSync(join(root, copy), { recursive: true, force: true });
}
