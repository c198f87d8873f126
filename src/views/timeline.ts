import type { Also, EntryData, Fired, FiredTimer } from '../incident/entry-data.ts';
import { commanderRole } from '../incident/lookup.ts';
import type { TimelineRow } from '../incident/places.ts';
import type { TimerKind } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { actionItemsAlso, actionItemsEntries, actionItemsFired } from './action-items/timeline.ts';
import { awaySentence } from './away.ts';
import { bookingAlso, bookingEntries, bookingFired } from './booking/timeline.ts';
import { clocksAlso, clocksEntries, clocksFired } from './clocks/timeline.ts';
import { courseAlso, courseEntries } from './course/timeline.ts';
import { mendNames } from './doctor.ts';
import { drillsAlso, drillsEntries, drillsFired } from './drills/timeline.ts';
import { escalationAlso, escalationEntries, escalationFired } from './escalation/timeline.ts';
import { code } from './failed-steps.ts';
import { declaredMore, kindsAlso, kindsEntries } from './kinds/timeline.ts';
import { linksAlso, linksEntries } from './links/timeline.ts';
import { meetingAlso, meetingEntries, meetingFired } from './meeting/timeline.ts';
import { authorOf, messageLink, messageSentence, originSentence, typed } from './message-lines.ts';
import { join, literal, type Mrkdwn, mention, mentions, oneLine, prose, when } from './mrkdwn.ts';
import { roleName, severityName, statusKeyName } from './names.ts';
import { postmortemAlso, postmortemEntries, postmortemFired } from './postmortem/timeline.ts';
import { presenceAlso, presenceEntries, presenceFired } from './presence/timeline.ts';
import { say } from './say.ts';
import { tasksAlso, tasksEntries, tasksFired, tasksTogether } from './tasks/timeline.ts';
import { tellingAlso, tellingEntries, tellingFired, tellingTogether } from './telling/timeline.ts';

/** The sentence of each of these entries. */
export type EntrySentences<E> = {
  [T in keyof E]: (data: Stored<E[T]>, policy: Policy, who: Mrkdwn) => Mrkdwn;
};

/** The sentence of each of these consequences. */
export type AlsoSentences<A extends Also> = {
  [T in A['type']]: (data: Stored<Extract<A, { type: T }>>, policy: Policy) => Mrkdwn;
};

/** The sentence of several consequences of one type. */
export type TogetherSentences<A extends Also> = {
  [T in A['type']]?: (data: Stored<Extract<A, { type: T }>>[], policy: Policy) => Mrkdwn;
};

/** The sentence of each kind of timer that fired. */
export type FiredSentences<K extends TimerKind> = {
  [T in K]: (fired: Stored<FiredTimer>, policy: Policy) => Mrkdwn;
};

type Sentences = EntrySentences<EntryData>;

/** Data as they come back from JSON: instants are strings. */
export type Stored<T> = T extends Date
  ? string
  : T extends object
    ? { [K in keyof T]: Stored<T[K]> }
    : T;

const at = (key: 'update_warning' | 'update_due' | 'update_overdue') =>
  (({ dueAt }, policy) =>
    say(policy, `entry.${key}`, {
      at: instant(dueAt),
    })) satisfies FiredSentences<TimerKind>[TimerKind];

const firedSentences: FiredSentences<TimerKind> = {
  commander_missing: (_fired, policy) =>
    say(policy, 'entry.commander_missing', { role: roleName(policy, commanderRole(policy)) }),
  archive_room: (_fired, policy) => say(policy, 'entry.archive_room'),
  update_warning: at('update_warning'),
  update_due: at('update_due'),
  update_overdue: at('update_overdue'),
  ...tasksFired,
  ...tellingFired,
  ...clocksFired,
  ...presenceFired,
  ...escalationFired,
  ...drillsFired,
  ...postmortemFired,
  ...bookingFired,
  ...meetingFired,
  ...actionItemsFired,
};

/** An entry of the clock has the kind of what it tells first. */
const firedEntries = Object.fromEntries(
  Object.keys(firedSentences).map((kind) => [kind, firedSentence]),
) as { [K in TimerKind]: typeof firedSentence };

/** The sentence of each kind of entry. */
const sentences: Sentences = {
  declare: (data, policy, who) => {
    const { title, summary, origin } = data;
    const severity = severityName(policy, data.severity);
    const values = { who, title: oneLine(title), severity: severity ? `, ${severity}` : '' };
    const declared = summary
      ? say(policy, 'entry.declare_summary', { ...values, summary: prose(summary) })
      : say(policy, 'entry.declare', values);
    const more = declaredMore(data, policy);
    const from = origin ? [originSentence(origin, policy)] : [];
    return join([declared, ...(more.length > 0 ? [join(more, ' ')] : []), ...from]);
  },
  take_role: ({ role, previous }, policy, who) => {
    const values = { who, role: roleName(policy, role) };
    if (previous.length === 0) return say(policy, 'entry.take_role', values);
    return say(policy, 'entry.take_over', { ...values, previous: mentions(previous) });
  },
  assign_role: ({ role, userId, previous }, policy, who) => {
    const values = { who, user: mention(userId), role: roleName(policy, role) };
    if (previous.length === 0) return say(policy, 'entry.assign_role', values);
    return say(policy, 'entry.assign_over', { ...values, previous: mentions(previous) });
  },
  give_up_role: ({ role }, policy, who) =>
    say(policy, 'entry.give_up_role', { who, role: roleName(policy, role) }),
  offer_handover: ({ role, to }, policy, who) =>
    say(policy, 'entry.offer_handover', { who, to: mention(to), role: roleName(policy, role) }),
  accept_handover: ({ role, from }, policy, who) =>
    say(policy, 'entry.accept_handover', {
      who,
      from: mention(from),
      role: roleName(policy, role),
    }),
  decline_handover: ({ role }, policy, who) =>
    say(policy, 'entry.decline_handover', { who, role: roleName(policy, role) }),
  change_severity: ({ from, to, reason }, policy, who) =>
    say(policy, 'entry.change_severity', {
      who,
      from: severityName(policy, from),
      to: severityName(policy, to),
      reason: because(policy, reason),
    }),
  change_status: ({ from, to, reason }, policy, who) =>
    say(policy, 'entry.change_status', {
      who,
      from: statusKeyName(policy, from),
      to: statusKeyName(policy, to),
      reason: because(policy, reason),
    }),
  change_title: ({ from, to, reason }, policy, who) =>
    say(policy, 'entry.change_title', {
      who,
      from: oneLine(from),
      to: oneLine(to),
      reason: because(policy, reason),
    }),
  post_update: (data, policy, who) => updateSentence(data, policy, who),
  snooze_update: ({ wasDueAt, untilAt, reason }, policy, who) =>
    say(policy, 'entry.snooze_update', {
      who,
      from: instant(wasDueAt),
      until: instant(untilAt),
      reason: because(policy, reason),
    }),
  own_update: (_data, policy, who) => say(policy, 'entry.own_update', { who }),
  add_note: ({ kind, text, source, at }, policy, who) => {
    if (source) return typed(kind, messageSentence(source, policy, who), policy);
    const line = say(policy, `entry.note.${kind}`, { who, text: prose(text) });
    return at ? say(policy, 'entry.note_at', { line, at: instant(at) }) : line;
  },
  edit_message: ({ source }, policy, who) =>
    say(policy, 'entry.edit_message', {
      who,
      link: messageLink(source, policy),
      text: prose(source.text),
    }),
  delete_message: ({ source }, policy) =>
    say(policy, 'entry.delete_message', {
      link: messageLink(source, policy),
      author: authorOf(source, policy),
    }),
  unpin_message: ({ source }, policy, who) =>
    say(policy, 'entry.unpin_message', { who, link: messageLink(source, policy) }),
  join_room: ({ asked }, policy, who) =>
    say(policy, asked ? 'entry.join_room_asked' : 'entry.join_room', { who }),
  leave_room: (_data, policy, who) => say(policy, 'entry.leave_room', { who }),
  resolve: ({ reason }, policy, who) =>
    say(policy, 'entry.resolve', { who, reason: because(policy, reason) }),
  close: ({ reason }, policy, who) =>
    say(policy, 'entry.close', { who, reason: because(policy, reason) }),
  reopen: ({ reason }, policy, who) =>
    say(policy, 'entry.reopen', { who, reason: because(policy, reason) }),
  cancel: ({ reason }, policy, who) =>
    say(policy, 'entry.cancel', { who, reason: because(policy, reason) }),
  retry_step: ({ step }, policy, who) =>
    say(policy, 'entry.retry_step', { who, step: say(policy, `stepname.${step}`) }),
  repair: ({ what }, policy, who) =>
    say(policy, 'entry.repair', { who, what: mendNames(policy, what) }),
  settle_send: ({ how, what, who }, policy) =>
    say(policy, `entry.send_${how}`, {
      who: who === null ? say(policy, 'entry.operator') : mention(who),
      what: say(policy, `send.${what}`),
    }),
  ask_timeline_file: (_data, policy, who) => say(policy, 'entry.ask_timeline_file', { who }),
  step_failed: ({ step, error }, policy) =>
    say(policy, 'entry.step_failed', { what: say(policy, `step.${step}`), error: code(error) }),
  step_done: ({ step }, policy) =>
    say(policy, 'entry.step_done', { step: say(policy, `stepname.${step}`) }),
  change_policy: ({ name, previous }, policy) =>
    say(policy, 'entry.change_policy', { name: oneLine(name), previous: oneLine(previous) }),
  erase_text: ({ lines, reason }, policy) =>
    say(policy, 'entry.erase_text', { lines: [lines].join(', '), reason: because(policy, reason) }),
  room_lost: ({ why }, policy) => say(policy, `entry.room_lost_${why}`),
  fire_timers: firedSentence,
  ...firedEntries,
  ...kindsEntries,
  ...tasksEntries,
  ...courseEntries,
  ...tellingEntries,
  ...linksEntries,
  ...clocksEntries,
  ...presenceEntries,
  ...escalationEntries,
  ...drillsEntries,
  ...postmortemEntries,
  ...bookingEntries,
  ...meetingEntries,
  ...actionItemsEntries,
};

const alsoSentences: AlsoSentences<Also> = {
  ...kindsAlso,
  ...tasksAlso,
  ...courseAlso,
  ...tellingAlso,
  ...linksAlso,
  ...clocksAlso,
  ...presenceAlso,
  ...escalationAlso,
  ...drillsAlso,
  ...postmortemAlso,
  ...bookingAlso,
  ...meetingAlso,
  ...actionItemsAlso,
};

/** Where several of a kind follow at once: the sentence of all of them. */
const togetherSentences: TogetherSentences<Also> = { ...tasksTogether, ...tellingTogether };

/**
 * What happened, as one sentence. A row that an older or newer release wrote may lack what its
 * sentence needs; then its type is said, because a page with a hole is better than no page.
 */
export function timelineSentence(policy: Policy, row: TimelineRow): Mrkdwn {
  const { actor, type, data } = row;
  if (row.isErased) return say(policy, 'timeline.erased');
  const who = actor.userId ? mention(actor.userId) : say(policy, 'timeline.clock');
  try {
    if (Object.hasOwn(sentences, type)) {
      // The rules wrote the data; their type is tied to the entry's in incident/entry-data.
      const sentence = sentences[type as keyof Sentences] as (
        data: unknown,
        policy: Policy,
        who: Mrkdwn,
      ) => Mrkdwn;
      return followed(policy, sentence(data, policy, who), alsoOf(data, policy));
    }
  } catch {
    // Falls through to the type alone.
  }
  return say(policy, 'entry.unknown', { type: literal(type) });
}

/** An entry and what followed from it: sentences after one another, below what has several lines. */
function followed(policy: Policy, line: Mrkdwn, also: Mrkdwn[]): Mrkdwn {
  const [first, ...rest] = also;
  if (!first) return line;
  const after = rest.reduce((said, next) => afterOneAnother(policy, said, next), first);
  return line.text.includes('\n') ? join([line, after]) : afterOneAnother(policy, line, after);
}

function afterOneAnother(policy: Policy, line: Mrkdwn, also: Mrkdwn): Mrkdwn {
  // Behind the last word may stand a mark of mrkdwn or a closing quote.
  const isEnded = /[.!?:…][”"’)*_`~]*$/u.test(line.text);
  return isEnded ? join([line, also], ' ') : say(policy, 'timeline.also', { line, also });
}

/**
 * What followed by itself; several of a kind are said at once. What an older or newer release wrote
 * differently is left out.
 */
function alsoOf(data: unknown, policy: Policy): Mrkdwn[] {
  const { also = [] } = data as { also?: { type: string }[] };
  const types = [...new Set(also.map(({ type }) => type))];
  return types.flatMap((type) => {
    const those = also.filter((each) => each.type === type);
    if (those.length > 1 && Object.hasOwn(togetherSentences, type)) {
      const tell = togetherSentences[type as keyof typeof togetherSentences] as (
        data: unknown[],
        policy: Policy,
      ) => Mrkdwn;
      return [tell(those, policy)];
    }
    if (!Object.hasOwn(alsoSentences, type)) return [];
    const tell = alsoSentences[type as keyof typeof alsoSentences] as (
      data: unknown,
      policy: Policy,
    ) => Mrkdwn;
    return those.map((each) => tell(each, policy));
  });
}

function updateSentence(
  { know, doing, need, status }: Stored<EntryData['post_update']>,
  policy: Policy,
  who: Mrkdwn,
): Mrkdwn {
  const head = status
    ? say(policy, 'entry.post_update_status', { who, to: statusKeyName(policy, status.to) })
    : say(policy, 'entry.post_update', { who });
  return join([
    head,
    ...(know ? [say(policy, 'entry.update_know', { text: prose(know) })] : []),
    ...(doing ? [say(policy, 'entry.update_doing', { text: prose(doing) })] : []),
    ...(need ? [say(policy, 'entry.update_need', { text: prose(need) })] : []),
  ]);
}

function firedSentence({ fired, away, dropped }: Stored<Fired>, policy: Policy): Mrkdwn {
  const what = join(
    fired.map((each) => firedSentences[each.kind](each, policy)),
    '; ',
  );
  if (dropped) return say(policy, 'entry.timers_dropped', { what });
  if (!away) return what;
  const { fromAt, toAt } = away;
  const span = awaySentence(policy, { fromAt: new Date(fromAt), toAt: new Date(toAt) });
  return afterOneAnother(policy, what, span);
}

function because(policy: Policy, reason: string): Mrkdwn | string {
  return reason ? say(policy, 'fact.reason', { reason: prose(reason) }) : '';
}

function instant(iso: string): Mrkdwn {
  return when(new Date(iso));
}
