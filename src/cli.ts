import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import {
  ConfigFault,
  type DatabaseConfig,
  readDatabaseConfig,
  readEnvironment,
  withDatabase,
} from './config.ts';

/** The `muster` command. Returns the exit code: 0 done, 1 failed, 2 asked wrongly. */
export async function run(argv: readonly string[]): Promise<number> {
  const program = buildProgram();
  try {
    await program.parseAsync([...argv]);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const known = error instanceof ConfigFault || error instanceof PlainFault;
    const text =
      known || !(error instanceof Error) ? String(error) : (error.stack ?? error.message);
    process.stderr.write(`${known ? text.replace(/^\w+: /, '') : text}\n`);
    return 1;
  }
}

/** A failure whose message is all that a person needs. */
class PlainFault extends Error {
  override readonly name = 'PlainFault';
}

function buildProgram(): Command {
  const program = new Command('muster')
    .description('The incident commander that lives in Slack')
    .version(version(), '--version')
    .exitOverride()
    .showHelpAfterError('("muster --help" lists what there is)');

  program
    .command('start')
    .description('run Muster: answer Slack, keep the clocks, deliver')
    .action(startMuster);

  program
    .command('migrate')
    .description('bring the database of DATABASE_URL up to date, and end')
    .action(migrateDatabase);

  program
    .command('manifest')
    .description('print the Slack app manifest, for Socket Mode unless a URL is given')
    .option('--url <url>', 'the address under which Slack reaches Muster, for HTTP')
    .action(printManifest);

  program
    .command('policy')
    .description('what an organisation decided about its incidents')
    .command('check')
    .description('read policy files and name every fault in them')
    .argument('<files...>', 'YAML files')
    .action(checkPolicies);

  return program;
}

function version(): string {
  const text = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8');
  const manifest: unknown = JSON.parse(text);
  return typeof manifest === 'object' && manifest && 'version' in manifest
    ? String(manifest.version)
    : 'unknown';
}

async function startMuster(): Promise<void> {
  const environment = readEnvironment();
  const { start } = await import('./main.ts');
  await start(withDatabase(environment, await databaseUrl(environment)));
}

async function migrateDatabase(): Promise<void> {
  const config = readDatabaseConfig();
  const { migrate } = await import('./store/migrate.ts');
  await migrate(config.directUrl?.reveal() ?? (await databaseUrl(config)));
  process.stdout.write('The database is up to date.\n');
}

async function printManifest({ url }: { url?: string }): Promise<void> {
  const { manifestFor } = await import('./manifest.ts');
  if (url !== undefined && !/^https:\/\/[^/]+/.test(url)) {
    throw new PlainFault('--url must be an address that begins with https://');
  }
  process.stdout.write(manifestFor(url));
}

async function checkPolicies(files: string[]): Promise<void> {
  const { checkPolicyFiles } = await import('./policy/check.ts');
  const { output, ok } = await checkPolicyFiles(files);
  process.stdout.write(output);
  if (!ok) process.exitCode = 1;
}

/** The database's URL; in development, without one, that of an embedded PostgreSQL that keeps its data. */
async function databaseUrl(config: DatabaseConfig): Promise<string> {
  if (config.databaseUrl) return config.databaseUrl.reveal();
  const { startEmbedded } = await import('./store/embedded.ts');
  try {
    const server = await startEmbedded({ keepIn: '.muster/postgres' });
    process.stdout.write(`DATABASE_URL is not set: embedded PostgreSQL in ${server.directory}\n`);
    return server.url;
  } catch (error) {
    throw new PlainFault(error instanceof Error ? error.message : String(error));
  }
}
