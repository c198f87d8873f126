import type { Command } from 'commander';
import { teamOption, tellOperator } from './cli-operator.ts';

/** `muster timers`, `muster timers retry` and `muster timers drop`. */
export function addTimers(program: Command): void {
  const timers = program
    .command('timers')
    .description('list the timers that failed: parked ones are not tried any more')
    .option(...teamOption)
    .action((options: { team?: string }) =>
      tellOperator(options, async (where) => (await failedTimers()).listFailed(where)),
    );
  timers
    .command('retry')
    .description('have one tried again, or all, once what was wrong is mended')
    .argument('<id>', 'as the list shows it, or "all"')
    .action((id: string) =>
      tellOperator(timers.opts(), async (where) => (await failedTimers()).retryFailed(where, id)),
    );
  timers
    .command('drop')
    .description("give one up for good; the incident's timeline says so")
    .argument('<id>', 'as the list shows it')
    .action((id: string) =>
      tellOperator(timers.opts(), async (where) => (await failedTimers()).dropFailed(where, id)),
    );
}

function failedTimers() {
  return import('./apply/failed-timers.ts');
}
