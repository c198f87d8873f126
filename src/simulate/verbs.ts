import { findRole } from '../incident/lookup.ts';
import type { Command } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { chosen, type Named, type Read } from './asked.ts';

/** What people do in a simulation: `take commander at +5m`, `status monitoring by ann at +1h30m`. */

/** What stands behind a word, by whom, under which policy. */
export interface Said {
  rest: string;
  /** User id. */
  by: string;
  policy: Policy;
}

export interface Verb {
  /** What has to stand behind it. */
  needs: string;
  read: (said: Said) => Read<Command>;
}

/** Where a command wants a reason. */
const reason = 'as simulated';

/** The words of a script. */
export const verbs: Record<string, Verb> = {
  take: role((key, by) => ({ type: 'take_role', by, role: key })),
  giveup: role((key, by) => ({ type: 'give_up_role', by, role: key })),
  update: {
    needs: 'what is known, or nothing',
    read: ({ rest, by }) => ({
      value: { type: 'post_update', by, know: rest || 'As before', doing: '', need: '' },
    }),
  },
  status: one(
    'status',
    ({ statuses }) => statuses,
    (status, by) => ({
      type: 'change_status',
      by,
      status,
      reason,
    }),
  ),
  severity: one(
    'severity',
    ({ severities }) => severities,
    (severity, by) => ({
      type: 'change_severity',
      by,
      severity,
      reason,
    }),
  ),
  kind: one(
    'kind',
    ({ kinds }) => kinds,
    (kind, by) => ({ type: 'change_kind', by, kind, reason }),
  ),
  module: one(
    'module',
    ({ modules }) => modules,
    (module, by) => ({
      type: 'set_modules',
      by,
      modules: [module],
      add: true,
    }),
  ),
  stage: one(
    'stage',
    ({ stages }) => stages,
    (stage, by) => ({
      type: 'change_stage',
      by,
      stage,
      reason,
    }),
  ),
  public: one(
    'public state',
    ({ public_states: states }) => states,
    (state, by) => ({
      type: 'change_public_state',
      by,
      state,
      reason,
    }),
  ),
  approve: one(
    'gate',
    ({ gates }) => gates,
    (gate, by) => ({ type: 'approve', by, gate }),
  ),
  yes: answer(true),
  no: answer(false),
  field: {
    needs: 'key=value',
    read: ({ rest, by, policy }) => {
      const [, key = '', value = ''] = /^([^=]+)=(.*)$/s.exec(rest) ?? [];
      if (key === '') return { fault: `--do field: ${JSON.stringify(rest)} is not key=value` };
      const read = chosen('--do field', key.trim(), policy.fields, 'field');
      const { zone } = policy.calendar;
      return keyed(read, (field) => ({ type: 'set_fields', by, fields: { [field]: value }, zone }));
    },
  },
  start: one(
    'checklist or runbook',
    ({ checklists, runbooks }) => [...checklists, ...runbooks],
    (list, by) => ({ type: 'start_list', by, list, parameters: {} }),
  ),
  tick: path((step, by) => ({ type: 'tick_task', by, path: step })),
  skip: path((step, by) => ({ type: 'skip_task', by, path: step, reason })),
  note: {
    needs: 'a text',
    read: ({ rest, by }) => ({ value: { type: 'add_note', by, kind: 'note', text: rest } }),
  },
  call: {
    needs: 'its address, or nothing',
    read: ({ rest, by }) => ({ value: { type: 'start_call', by, link: rest } }),
  },
  confirm: ending('confirm_incident'),
  decline: ending('decline_incident'),
  resolve: ending('resolve'),
  close: ending('close'),
  reopen: ending('reopen'),
  cancel: ending('cancel'),
};

/** Where nobody is named: who takes a role is called by it; the rest is done by who commands. */
export function actorOf(word: string, rest: string, policy: Policy): string {
  const takes = word === 'take' || word === 'giveup' ? findRole(policy, rest)?.key : undefined;
  return takes ?? policy.roles[0]?.key ?? 'commander';
}

function role(build: (key: string, by: string) => Command): Verb {
  return {
    needs: 'a role',
    read: ({ rest, by, policy }) => {
      const found = findRole(policy, rest);
      if (found) return { value: build(found.key, by) };
      const allowed = policy.roles.map(({ key }) => key).join(', ');
      return {
        fault: `--do: there is no role ${JSON.stringify(rest)}; it must be one of ${allowed}`,
      };
    },
  };
}

/** A word that wants one thing of the policy. */
function one(
  what: string,
  among: (policy: Policy) => readonly Named[],
  build: (key: string, by: string) => Command,
): Verb {
  return {
    needs: `a ${what}`,
    read: ({ rest, by, policy }) =>
      keyed(chosen('--do', rest, among(policy), what), (key) => build(key, by)),
  };
}

/** A step of a list, as `list.step`. */
function path(build: (path: string, by: string) => Command): Verb {
  return { needs: 'list.step', read: ({ rest, by }) => ({ value: build(rest, by) }) };
}

function answer(yes: boolean): Verb {
  return {
    needs: 'a criterion',
    read: ({ rest, by, policy }) => {
      const criteria = policy.triage.criteria.map(({ key, question }) => ({ key, name: question }));
      return keyed(chosen('--do', rest, criteria, 'criterion'), (criterion) => ({
        type: 'answer_criterion',
        by,
        criterion,
        yes,
      }));
    },
  };
}

type Ending = 'resolve' | 'close' | 'reopen' | 'cancel' | 'confirm_incident' | 'decline_incident';

function ending(type: Ending): Verb {
  return {
    needs: 'a reason, or nothing',
    read: ({ rest, by }) => ({ value: { type, by, reason: rest || reason } }),
  };
}

function keyed(read: Read<string | null>, build: (key: string) => Command): Read<Command> {
  return 'fault' in read ? read : { value: build(read.value ?? '') };
}
