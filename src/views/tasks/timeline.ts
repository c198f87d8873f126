import type { TasksAlso, TasksEntries, TasksTimerKind } from '../../incident/tasks/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { join, type Mrkdwn, mention, oneLine, prose, when } from '../mrkdwn.ts';
import { severityName } from '../names.ts';
import { say } from '../say.ts';
import type {
  AlsoSentences,
  EntrySentences,
  FiredSentences,
  Stored,
  TogetherSentences,
} from '../timeline.ts';
import { listName, measureName, stepText } from './names.ts';

export const tasksEntries: EntrySentences<TasksEntries> = {
  start_list: (data, policy, who) => startSentence(data, policy, who),
  tick_task: (data, policy, who) => {
    const note = data.note ? [say(policy, 'entry.task_note', { note: prose(data.note) })] : [];
    return join([tickSentence(data, policy, who), ...note], ' ');
  },
  untick_task: ({ path, text, reason }, policy, who) =>
    say(policy, 'entry.untick_task', {
      ...{ who, step: stepText(policy, path, text) },
      reason: because(policy, reason),
    }),
  skip_task: ({ path, text, reason, isRequired }, policy, who) =>
    say(policy, isRequired ? 'entry.skip_required' : 'entry.skip_task', {
      ...{ who, step: stepText(policy, path, text) },
      reason: because(policy, reason),
    }),
  assign_task: ({ path, text, userId }, policy, who) => {
    const step = stepText(policy, path, text);
    const user = mention(userId);
    if (user.text === who.text) return say(policy, 'entry.assign_self', { who, step });
    return say(policy, 'entry.assign_task', { who, user, step });
  },
  note_task: ({ path, text, note }, policy, who) =>
    say(policy, 'entry.note_task', { who, step: stepText(policy, path, text), note: prose(note) }),
  add_task: ({ text, userId }, policy, who) => {
    const step = oneLine(text);
    if (!userId) return say(policy, 'entry.add_task', { who, step });
    return say(policy, 'entry.add_task_for', { who, step, user: mention(userId) });
  },
  undo_measure: ({ measure, note }, policy, who) => {
    const undone = say(policy, 'entry.undo_measure', {
      who,
      measure: measureName(policy, measure),
    });
    return note
      ? join([undone, say(policy, 'entry.task_note', { note: prose(note) })], ' ')
      : undone;
  },
  excuse_measure: ({ measure, reason }, policy, who) =>
    say(policy, 'entry.excuse_measure', {
      ...{ who, measure: measureName(policy, measure) },
      reason: because(policy, reason),
    }),
};

/** What followed by itself, said after the entry it followed from. */
export const tasksAlso: AlsoSentences<TasksAlso> = {
  list_started: ({ list }, policy) =>
    say(policy, 'also.list_started', { list: listName(policy, list) }),
  measure_in_force: ({ measure }, policy) =>
    say(policy, 'also.measure_in_force', { measure: measureName(policy, measure) }),
  measure_undone: ({ measure }, policy) =>
    say(policy, 'also.measure_undone', { measure: measureName(policy, measure) }),
  task_reached: ({ milestone }, policy) =>
    say(policy, 'also.task_reached', { milestone: milestoneName(policy, milestone) }),
  task_written: ({ task }, policy) =>
    say(policy, 'also.task_written', { step: stepText(policy, task) }),
  list_raised: ({ severity }, policy) =>
    say(policy, 'also.list_raised', { severity: severityName(policy, severity) }),
  list_settled: ({ kind }, policy) =>
    say(policy, 'also.list_settled', { kind: kindName(policy, kind) }),
};

/** Several at once. */
export const tasksTogether = {
  list_started: (data, policy) =>
    say(policy, 'also.list_started', {
      list: data.map(({ list }) => listName(policy, list)).join(', '),
    }),
  task_reached: (data, policy) =>
    say(policy, 'also.task_reached', {
      milestone: data.map(({ milestone }) => milestoneName(policy, milestone)).join(', '),
    }),
  task_written: (data, policy) =>
    say(policy, 'also.task_written', {
      step: join(
        data.map(({ task }) => stepText(policy, task)),
        '; ',
      ),
    }),
} satisfies TogetherSentences<TasksAlso>;

function tickSentence(
  { path, text, outcome, maker, early, untilAt }: Stored<TasksEntries['tick_task']>,
  policy: Policy,
  who: Mrkdwn,
): Mrkdwn {
  const values = { who, step: stepText(policy, path, text) };
  if (outcome === 'made') return say(policy, 'entry.tick_made', values);
  if (outcome === 'waiting') {
    const until = untilAt ? when(new Date(untilAt)) : '';
    return say(policy, 'entry.tick_waiting', { ...values, until });
  }
  if (early) return say(policy, 'entry.tick_early', values);
  if (maker) return say(policy, 'entry.tick_checked', { ...values, maker: mention(maker) });
  return say(policy, 'entry.tick_done', values);
}

function startSentence(
  { list, parameters, again, severity, kind }: Stored<TasksEntries['start_list']>,
  policy: Policy,
  who: Mrkdwn,
): Mrkdwn {
  const values = { who, list: listName(policy, list) };
  const given = Object.entries(parameters).map(([key, value]) => `${key} ${value}`);
  const filled = { ...values, parameters: oneLine(given.join(', ')) };
  const started =
    given.length === 0
      ? say(policy, 'entry.start_list', values)
      : say(policy, again ? 'entry.start_list_again' : 'entry.start_list_with', filled);
  return join(
    [
      started,
      ...(severity
        ? [say(policy, 'entry.start_list_raised', { severity: severityName(policy, severity) })]
        : []),
      ...(kind ? [say(policy, 'entry.start_list_kind', { kind: kindName(policy, kind) })] : []),
    ],
    ', ',
  );
}

function kindName(policy: Policy, key: string): string {
  return policy.kinds.find((each) => each.key === key)?.name ?? key;
}

function milestoneName(policy: Policy, key: string): string {
  return policy.milestones.find((each) => each.key === key)?.name ?? key.replaceAll('_', ' ');
}

function because(policy: Policy, reason: string): Mrkdwn | string {
  return reason ? say(policy, 'fact.reason', { reason: prose(reason) }) : '';
}

/** What the clock did. */
export const tasksFired: FiredSentences<TasksTimerKind> = {
  task_wait_over: ({ dueAt }, policy) =>
    say(policy, 'entry.task_wait_over', { at: when(new Date(dueAt)) }),
};
