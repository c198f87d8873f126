import type { Command } from 'commander';
import { standardAt, standardFor } from './simulate/asked.ts';
import { complainLines, say } from './terminal.ts';

/** `muster policy simulate FILE …`. Ends with 1 for a faulty policy, with 2 for a scenario that cannot be. */
export function addSimulate(policy: Command): void {
  policy
    .command('simulate')
    .description('show what would happen in an incident: timers, people, messages, what is due')
    .argument('<file>', 'a policy')
    .option('--kind <kind>', 'what sort of incident')
    .option('--severity <severity>', 'how bad it is')
    .option('--module <module>', 'what is affected; may be repeated', several)
    .option('--field <key=value>', 'what a field holds; may be repeated', several)
    .option('--title <title>', 'what is wrong')
    .option('--private', 'declared as private')
    .option('--drill [drill]', 'declared as a drill, one of the policy where it is named')
    .option(
      '--at <time>',
      "when it is declared, in the calendar's zone unless it names one",
      standardAt,
    )
    .option('--for <length>', 'how long it is followed, such as 90m, 72h or 3d', standardFor)
    .option(
      '--do <step>',
      "what somebody does, such as 'take commander at +5m'; may be repeated",
      several,
    )
    .option('--json', 'as JSON, in the shape that src/simulate/types.ts describes')
    .action(async (file: string, options: Record<string, never>, command: Command) => {
      const { simulateFile } = await import('./simulate/command.ts');
      const answer = await simulateFile(file, options);
      if ('output' in answer) {
        say(answer.output);
      } else if ('faulty' in answer) {
        complainLines(answer.faulty);
        process.exitCode = 1;
      } else {
        command.error(answer.wrong.join('\n'), { exitCode: 2 });
      }
    });
}

function several(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}
