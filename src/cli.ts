import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { addAudit } from './cli-audit.ts';
import { addByHand } from './cli-by-hand.ts';
import { addHandbook } from './cli-handbook.ts';
import { addOutbox } from './cli-outbox.ts';
import { addPolicyCommands } from './cli-policy.ts';
import { addSimulate } from './cli-simulate.ts';
import { addTimers } from './cli-timers.ts';
import { environmentNames, readDatabaseConfig, readEnvironment, withDatabase } from './config.ts';
import { scrub, withoutParameters } from './log.ts';
import { openDatabase } from './open-database.ts';
import { startFault } from './start-fault.ts';
import { complain, say } from './terminal.ts';

/** The `muster` command. Returns the exit code: 0 done, 1 failed, 2 asked wrongly. */
export async function run(argv: readonly string[]): Promise<number> {
  const program = buildProgram();
  try {
    await program.parseAsync([...argv]);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    complain(`${scrub(withoutParameters(told(error)))}\n`);
    return 1;
  }
}

/** What to say of a failure: our own bugs with their stack, everything else in its own words. */
function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isBug = [TypeError, ReferenceError, RangeError].some((kind) => error instanceof kind);
  if (isBug) return error.stack ?? error.message;
  const fault = startFault(error);
  if (fault !== null) return fault;
  if (error.message !== '') return error.message;
  return 'code' in error ? String(error.code) : error.name;
}

function buildProgram(): Command {
  const program = new Command('muster')
    .description('The incident commander that lives in Slack')
    .version(version(), '--version')
    .exitOverride()
    .configureOutput({ writeOut: say, writeErr: complain })
    .showHelpAfterError('("muster --help" lists what there is)');

  program
    .command('start')
    .description('run Muster: answer Slack, keep the clocks, deliver')
    .addHelpText('after', `\nReads from the environment: ${environmentNames.join(', ')}`)
    .action(startMuster);

  program
    .command('migrate')
    .description('bring the database of DATABASE_URL up to date, and end')
    .option(
      '--grant-to <role>',
      'give a role that owns no table what running Muster needs, no more',
    )
    .action(migrateDatabase);

  program
    .command('manifest')
    .description('print the Slack app manifest, for Socket Mode unless a URL is given')
    .option('--url <url>', 'the address under which Slack reaches Muster, for HTTP')
    .action(printManifest);

  const policy = program
    .command('policy')
    .description('what an organisation decided about its incidents');
  addPolicyCommands(policy);
  addSimulate(policy);
  addHandbook(program);
  addTimers(program);
  addByHand(program);
  addOutbox(program);
  addAudit(program);

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
  endOnSurprise();
  const database = await openDatabase(environment);
  try {
    const { start } = await import('./main.ts');
    const muster = await start(withDatabase(environment, database.url));
    await toldToStop();
    // Whatever hangs must not keep an orchestrator waiting for its kill.
    setTimeout(() => process.exit(1), 25_000).unref();
    await muster.stop();
  } finally {
    await database.close();
  }
}

/**
 * What nobody expected leaves the process in a state that nobody knows: it says so, without secrets,
 * and ends. Whoever supervises it starts it again, and what it had begun goes on from the rows.
 */
function endOnSurprise(): void {
  const end = (error: unknown) => {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    complain(`${scrub(`Muster ends: ${said}`)}\n`);
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

/** Resolves at the first SIGTERM or SIGINT; the second ends the process at once. */
function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        for (const again of ['SIGTERM', 'SIGINT'] as const)
          process.on(again, () => process.exit(1));
        resolve();
      });
    }
  });
}

async function migrateDatabase({ grantTo: role }: { grantTo?: string }): Promise<void> {
  const config = readDatabaseConfig();
  const database = await openDatabase(config);
  const { migrate } = await import('./store/migrate.ts');
  try {
    const url = config.directUrl?.reveal() ?? database.url;
    const lacks = await migrate(url);
    if (lacks) say(`${lacks}\n`);
    if (role !== undefined) await (await import('./store/roles.ts')).grantTo(url, role);
  } finally {
    await database.close();
  }
  say('The database is up to date.\n');
  if (role !== undefined) say(`${role} may run Muster on it, and change no table.\n`);
}

async function printManifest({ url }: { url?: string }): Promise<void> {
  const { manifestFor } = await import('./manifest.ts');
  if (url !== undefined && !/^https:\/\/[^/]+/.test(url)) {
    throw new Error('--url must be an address that begins with https://');
  }
  say(manifestFor(url));
}
