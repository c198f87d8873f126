import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { complainLines, say } from './terminal.ts';

/** `muster handbook FILE -o DIR`. Ends with 1 for a faulty policy. */
export function addHandbook(program: Command): void {
  program
    .command('handbook')
    .description('write a policy as a handbook: a small site, and the same in Markdown')
    .argument('<file>', 'a policy')
    .requiredOption(
      '-o, --output <folder>',
      'where it is written; files of the same name are replaced',
    )
    .action(async (file: string, { output }: { output: string }) => {
      const { loadPolicyFile } = await import('./policy/load.ts');
      const loaded = await loadPolicyFile(file);
      if (!loaded.ok) {
        complainLines(loaded.faults);
        process.exitCode = 1;
        return;
      }
      const { handbookFiles } = await import('./handbook/handbook.ts');
      const files = handbookFiles(loaded.policy);
      await mkdir(output, { recursive: true });
      for (const { name, text } of files) await writeFile(join(output, name), text);
      say(`${files.length} files in ${output}. Begin with ${join(output, 'index.html')}\n`);
    });
}
