import type { Command } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { length, type Read } from './asked.ts';
import { userIdOf } from './people.ts';
import type { ScriptStep } from './types.ts';
import { actorOf, type Verb, verbs } from './verbs.ts';

/** One step of a script, or what is wrong with it and what may be said. */
export function readStep(typed: string, policy: Policy): Read<ScriptStep> {
  const [, said = '', when = ''] = /^(.*\S)\s+at\s+\+?(\S+)\s*$/s.exec(typed) ?? [];
  if (said === '') {
    return { fault: `--do: ${JSON.stringify(typed)} does not end in a time such as "at +5m"` };
  }
  const after = when === '0' || when === '0m' ? { value: 0 } : length(`--do ${said}`, when);
  if ('fault' in after) return after;
  const [, bold = said, past] = /^(.*\S)\s+(anyway)$/s.exec(said) ?? [];
  const [, what = bold, name] = /^(.*\S)\s+by\s+@?([\p{L}\p{N}._-]+)$/su.exec(bold) ?? [];
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(what) ?? [];
  const verb = Object.hasOwn(verbs, word) ? verbs[word] : undefined;
  if (!verb) return { fault: `--do: ${JSON.stringify(word)} is none of ${known()}` };
  const by = name ?? actorOf(word, rest, policy);
  const command: Read<Command> = verb.read({ rest, by: userIdOf(by), policy });
  if ('fault' in command) return command;
  return {
    value: {
      afterMinutes: after.value,
      said: what,
      by,
      command: command.value,
      anyway: past !== undefined,
    },
  };
}

function known(): string {
  const each = ([word, { needs }]: [string, Verb]) => `${word} (${needs})`;
  return Object.entries(verbs).map(each).join(', ');
}
