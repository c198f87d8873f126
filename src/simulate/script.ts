import { findRole } from '../incident/lookup.ts';
import type { Command } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { chosen, length, type Read } from './asked.ts';
import { userIdOf } from './people.ts';
import type { ScriptStep } from './types.ts';

/** What people do in a simulation: `take commander at +5m`, `status monitoring by ann at +1h30m`. */

/** The words of a script, each with what it means. */
const verbs: Record<string, { needs: string; read: (said: Said) => Read<Command> }> = {
  take: { needs: 'a role', read: role((key, by) => ({ type: 'take_role', by, role: key })) },
  giveup: { needs: 'a role', read: role((key, by) => ({ type: 'give_up_role', by, role: key })) },
  update: {
    needs: 'what is known, or nothing',
    read: ({ rest, by }) => ({
      value: { type: 'post_update', by, know: rest || 'As before', doing: '', need: '' },
    }),
  },
  status: {
    needs: 'a status',
    read: ({ rest, by, policy }) =>
      keyed(chosen('--do status', rest, policy.statuses, 'status'), (status) => ({
        type: 'change_status',
        by,
        status,
        reason: 'as simulated',
      })),
  },
  severity: {
    needs: 'a severity',
    read: ({ rest, by, policy }) =>
      keyed(chosen('--do severity', rest, policy.severities, 'severity'), (severity) => ({
        type: 'change_severity',
        by,
        severity,
        reason: 'as simulated',
      })),
  },
  note: {
    needs: 'a text',
    read: ({ rest, by }) => ({ value: { type: 'add_note', by, kind: 'note', text: rest } }),
  },
  resolve: ending('resolve'),
  close: ending('close'),
  reopen: ending('reopen'),
  cancel: ending('cancel'),
};

interface Said {
  rest: string;
  by: string;
  policy: Policy;
}

/** One step of a script, or what is wrong with it and what may be said. */
export function readStep(typed: string, policy: Policy): Read<ScriptStep> {
  const [, said = '', when = ''] = /^(.*\S)\s+at\s+\+?(\S+)\s*$/s.exec(typed) ?? [];
  if (said === '') {
    return { fault: `--do: ${JSON.stringify(typed)} does not end in a time such as "at +5m"` };
  }
  const after = when === '0' || when === '0m' ? { value: 0 } : length(`--do ${said}`, when);
  if ('fault' in after) return after;
  const [, what = said, name] = /^(.*\S)\s+by\s+@?([\p{L}\p{N}._-]+)$/su.exec(said) ?? [];
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(what) ?? [];
  const verb = Object.hasOwn(verbs, word) ? verbs[word] : undefined;
  if (!verb) {
    const known = Object.entries(verbs).map(([each, { needs }]) => `${each} (${needs})`);
    return { fault: `--do: ${JSON.stringify(word)} is none of ${known.join(', ')}` };
  }
  const by = name ?? actorOf(word, rest, policy);
  const command = verb.read({ rest, by: userIdOf(by), policy });
  if ('fault' in command) return command;
  return { value: { afterMinutes: after.value, said: what, by, command: command.value } };
}

/** Where nobody is named: who takes a role is called by it; the rest is done by who commands. */
function actorOf(word: string, rest: string, policy: Policy): string {
  const takes = word === 'take' || word === 'giveup' ? findRole(policy, rest)?.key : undefined;
  return takes ?? policy.roles[0]?.key ?? 'commander';
}

function role(build: (key: string, by: string) => Command): (said: Said) => Read<Command> {
  return ({ rest, by, policy }) => {
    const found = findRole(policy, rest);
    if (found) return { value: build(found.key, by) };
    const allowed = policy.roles.map(({ key }) => key).join(', ');
    return {
      fault: `--do: there is no role ${JSON.stringify(rest)}; it must be one of ${allowed}`,
    };
  };
}

function ending(type: 'resolve' | 'close' | 'reopen' | 'cancel') {
  return {
    needs: 'a reason, or nothing',
    read: ({ rest, by }: Said): Read<Command> => ({
      value: { type, by, reason: rest || 'as simulated' },
    }),
  };
}

function keyed(read: Read<string | null>, build: (key: string) => Command): Read<Command> {
  return 'fault' in read ? read : { value: build(read.value ?? '') };
}
