import type { TimelineRow } from '../incident/places.ts';
import { sayPlain } from '../views/say.ts';
import { audienceName, obligationName } from '../views/telling/names.ts';
import { type Given, list, nameIn, sentenceOf, table } from './given.ts';
import type { DocumentBlock } from './model.ts';

/** Who did what: roles, news, what was owed, what was tried. */

/** Everybody who ever held a role, in the order in which they took it. */
export function roles(given: Given): DocumentBlock[] {
  const { incident, policy } = given;
  const taken = given.timeline.flatMap(takenIn);
  const rows = policy.roles.flatMap(({ key, name }) => {
    const now = (incident.state.roles[key] ?? []).map(({ userId }) => userId);
    const once = taken.filter(({ role }) => role === key).map(({ userId }) => userId);
    const all = [...new Set([...once, ...now])];
    return all.length > 0 ? [[name, all.map((userId) => nameIn(given, userId)).join(', ')]] : [];
  });
  return table([sayPlain(policy, 'fill.role'), sayPlain(policy, 'fill.who')], rows);
}

function takenIn({ type, actor, data }: TimelineRow): { role: string; userId: string }[] {
  const role = data['role'];
  const who = type === 'assign_role' ? data['userId'] : actor.userId;
  const isTaken = ['take_role', 'assign_role', 'accept_handover'].includes(type);
  if (!isTaken || typeof role !== 'string' || typeof who !== 'string') return [];
  return [{ role, userId: who }];
}

/** Updates in the room, and what went out to others. */
export function updates(given: Given): DocumentBlock[] {
  const { incident, policy } = given;
  const posted = given.timeline
    .filter(({ type }) => type === 'post_update')
    .map((row) => ({ at: row.at, to: '', text: sentenceOf(given, row) }));
  const sent = incident.state.messages.flatMap(({ status, sentAt, audience, by, proof }) => {
    if (status !== 'sent' || !sentAt) return [];
    const text = [by ? nameIn(given, by) : '', proof ?? ''].filter((each) => each !== '');
    return [{ at: sentAt, to: audienceName(policy, audience), text: text.join(', ') }];
  });
  const all = [...posted, ...sent].sort((a, b) => a.at.getTime() - b.at.getTime());
  const head = (['when', 'to', 'what'] as const).map((key) => sayPlain(policy, `fill.${key}`));
  return table(
    head,
    all.map(({ at, to, text }) => [given.clock(at), to || sayPlain(policy, 'fill.room'), text]),
  );
}

/** What was owed to others, by when, and whether it was kept. */
export function obligations(given: Given): DocumentBlock[] {
  const { incident, policy } = given;
  const rows = Object.entries(incident.state.obligations).map(([key, each]) => [
    obligationName(policy, key),
    each.dueAt ? given.clock(each.dueAt) : sayPlain(policy, 'fill.at_once'),
    sayPlain(policy, `fill.owed_${becameOf(each)}`),
    each.endedAt ? given.clock(each.endedAt) : '',
    each.proof ?? '',
  ]);
  const head = (['owed', 'due', 'state', 'when', 'note'] as const).map((key) =>
    sayPlain(policy, `fill.${key}`),
  );
  return table(head, rows);
}

function becameOf({
  status,
  dueAt,
  endedAt,
}: Given['incident']['state']['obligations'][string]): 'open' | 'met' | 'late' | 'excused' {
  if (status !== 'met') return status;
  return dueAt && endedAt && endedAt > dueAt ? 'late' : 'met';
}

/** Types of entries that say what people tried, found and decided. */
const trying: ReadonlySet<string> = new Set([
  ...['add_note', 'tick_task', 'skip_task', 'start_list', 'undo_measure', 'excuse_measure'],
]);

export function tried(given: Given): DocumentBlock[] {
  const rows = given.timeline.filter(({ type, isErased }) => trying.has(type) && !isErased);
  return list(rows.map((row) => `${given.clock(row.at)} – ${sentenceOf(given, row)}`));
}

/** When people met, where, who was asked to come, and who had which role of the meeting. */
export function meeting(given: Given): DocumentBlock[] {
  const { incident, policy } = given;
  const { booked } = incident.state.booking;
  const roles = incident.state.meeting?.roles ?? {};
  const rows = booked
    ? [
        [sayPlain(policy, 'fill.begins'), given.clock(booked.fromAt)],
        [sayPlain(policy, 'fill.ends'), given.clock(booked.toAt)],
        ...(booked.where ? [[sayPlain(policy, 'fill.where'), booked.where]] : []),
        [sayPlain(policy, 'fill.invited'), names(given, booked.invited)],
      ]
    : [];
  const taken = (policy.postmortem?.roles ?? []).flatMap(({ key, name }) => {
    const holder = Object.hasOwn(roles, key) ? roles[key] : undefined;
    return holder ? [[name, nameIn(given, holder.userId)]] : [];
  });
  const head = [sayPlain(policy, 'fill.fact'), sayPlain(policy, 'fill.value')];
  return table(head, [...rows, ...taken]);
}

function names(given: Given, userIds: readonly string[]): string {
  return userIds.map((userId) => nameIn(given, userId)).join(', ');
}
