import { type Command, InvalidArgumentError } from 'commander';
import type { Move } from './apply/apply.ts';
import type { ItemNumber } from './apply/policy-items.ts';
import { incidentNumber, itemNumbers, teamOption, withOperatorPlace } from './cli-operator.ts';
import type { StoredPolicy } from './store/policies.ts';
import { complainLines, say, sayLines, sayWhole } from './terminal.ts';

/** `muster policy check`, `apply` and `show`. A faulty policy ends them with 1. */
export function addPolicyCommands(policy: Command): void {
  policy
    .command('check')
    .description('read policy files and name every fault in them')
    .argument('<files...>', 'YAML files')
    .option('--strict', 'warnings fail too')
    .action(check);

  policy
    .command('apply')
    .description('put a policy in force for new incidents, in all replicas at once')
    .argument('<file>', 'a policy')
    .option('--to <incident>', 'move this open incident to it instead, such as #12', incidentNumber)
    .option(
      '--instead <what=key>',
      'with --to: the severity, kind or status to go on with where the policy has not its own',
      insteadOf,
    )
    .option(
      '--for <item>',
      'an action item that this policy does, such as #12/3: what changed is kept with it',
      itemNumbers,
    )
    .option('--yes', 'with --to: do it; otherwise what would change is told')
    .option(...teamOption)
    .action(apply);

  policy
    .command('show')
    .description('tell which policy is in force')
    .option('--source', 'print it')
    .option(...teamOption)
    .action(show);
}

async function check(files: string[], { strict }: { strict?: boolean }): Promise<void> {
  const { checkPolicyFiles } = await import('./policy/check.ts');
  const { words } = await import('./slack/words.ts');
  const options = { commandWords: words, strict: strict ?? false };
  const { output, ok } = await checkPolicyFiles(files, options);
  say(output);
  if (!ok) process.exitCode = 1;
}

interface ApplyOptions {
  to?: number;
  instead?: Move['instead'];
  yes?: boolean;
  for?: ItemNumber[];
  team?: string;
}

async function apply(file: string, options: ApplyOptions): Promise<void> {
  const stored = await readPolicy(file);
  if (!stored) return;
  const { to, instead = {}, yes = false, for: items = [] } = options;
  if (to !== undefined && items.length > 0) throw new Error('--for does not go with --to.');
  const { moveIncident, putInForce } = await import('./apply/apply.ts');
  const lines = await withOperatorPlace(options, (where) =>
    to === undefined
      ? putInForce(where, stored, items)
      : moveIncident(where, stored, { number: to, instead, yes }),
  );
  sayLines(lines);
}

/** The policy of the file; undefined where it is faulty, which is told. */
async function readPolicy(file: string): Promise<StoredPolicy | undefined> {
  const { loadPolicyFile } = await import('./policy/load.ts');
  const { words } = await import('./slack/words.ts');
  const loaded = await loadPolicyFile(file, { commandWords: words });
  if (loaded.ok) return loaded;
  complainLines(loaded.faults);
  process.exitCode = 1;
  return undefined;
}

async function show({ source, team }: { source?: boolean; team?: string }): Promise<void> {
  const { inForce } = await import('./apply/apply.ts');
  const found = await withOperatorPlace(team === undefined ? {} : { team }, inForce);
  const since = found.appliedAt.toISOString().slice(0, 16).replace('T', ' ');
  if (source) sayWhole(found.source);
  else say(`${found.name}, ${found.hash}, in force since ${since} (UTC)\n`);
}

function insteadOf(given: string, before: Move['instead'] = {}): Move['instead'] {
  const [, what, key] = /^(severity|kind|status)=(.+)$/.exec(given) ?? [];
  if (what === undefined) {
    throw new InvalidArgumentError('It must be severity=KEY, kind=KEY or status=KEY.');
  }
  return { ...before, [what]: key };
}
