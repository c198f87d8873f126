import type { Condition } from '../../policy/language/condition.ts';
import type { Audience, Template } from '../../policy/language/telling.ts';
import type { Policy } from '../../policy/schema.ts';
import { holds } from '../conditions.ts';
import type { Draft } from '../consequences.ts';
import { minutesAfter } from '../instants.ts';
import { folded, isOpen } from '../lookup.ts';
import { actingHolders } from '../people.ts';
import { peopleOf } from '../people-refs.ts';
import { type Due, dueAfter, minutesBetween } from '../presence/cadence.ts';
import type { Invitee } from '../types.ts';
import type { OutMessage } from './types.ts';

/** Questions about audiences: who they are, what they were told, what they were promised. */

export function audienceOf(policy: Policy, key: string): Audience | undefined {
  return policy.audiences.find((each) => each.key === key);
}

/** The audience a typed word means: its key, its name, or the only one that begins so. */
export function findAudience(policy: Policy, word: string): Audience | undefined {
  const start = folded(word);
  const spelt = ({ key, name }: Audience) => [folded(key), folded(name)];
  const exact = policy.audiences.find((each) => spelt(each).includes(start));
  if (exact) return exact;
  const near = policy.audiences.filter(
    (each) => start !== '' && spelt(each).some((known) => known.startsWith(start)),
  );
  return near.length === 1 ? near[0] : undefined;
}

export function templateOf(policy: Policy, key: string): Template | undefined {
  return policy.templates.find((each) => each.key === key);
}

/** Templates of an audience, each once, in the order of its occasions. */
export function templatesOf(policy: Policy, audience: Audience): Template[] {
  const keys = [...new Set(Object.values(audience.told))];
  return keys.flatMap((key) => templateOf(policy, key) ?? []);
}

/** The template that fits where the incident stands now, for who writes to them by hand. */
export function fittingTemplate(
  incident: Draft,
  policy: Policy,
  audience: Audience,
): Template | undefined {
  const { declared, update, mitigated, resolved, closed } = audience.told;
  const over = closed ?? resolved;
  const calmer = mitigated ?? update ?? declared;
  const before = lastSent(incident, audience.key) ? (update ?? declared) : (declared ?? update);
  const key = isOpen(incident.phase)
    ? incident.phase === 'mitigated'
      ? calmer
      : before
    : incident.phase === 'resolved' || incident.phase === 'reviewing'
      ? (resolved ?? over)
      : over;
  return (key ? templateOf(policy, key) : undefined) ?? templatesOf(policy, audience)[0];
}

/** Whether somebody has to act before a message reaches them: approve it, or send it by other means. */
export function needsPerson(audience: Audience): boolean {
  return audience.outside || audience.approval.length > 0 || !canReach(audience);
}

/** Whether Muster can send to them itself. */
export function canReach({ outside, channels, people }: Audience): boolean {
  return !outside && channels.length + people.length > 0;
}

/** Whether the policy says that they are told of private incidents. */
export function tellsPrivate({ when }: { when: Condition }): boolean {
  return when.is_private === true || (when.any ?? []).some((each) => each.is_private === true);
}

/** Whether it concerns them as it is now. */
export function concerns(incident: Draft, policy: Policy, audience: Audience): boolean {
  return holds(audience.when, incident, policy);
}

/** Messages to them that wait for somebody, oldest first. */
export function waiting(incident: Draft, audience?: string): OutMessage[] {
  return incident.state.messages.filter(
    (each) => each.status === 'prepared' && (audience === undefined || each.audience === audience),
  );
}

/** The message that went out to them last; undefined where none did. */
export function lastSent(incident: Draft, audience: string): OutMessage | undefined {
  return incident.state.messages
    .filter((each) => each.audience === audience && each.status === 'sent')
    .reduce<OutMessage | undefined>((last, each) => (isLater(each, last) ? each : last), undefined);
}

function isLater(message: OutMessage, than: OutMessage | undefined): boolean {
  return (message.sentAt?.getTime() ?? 0) >= (than?.sentAt?.getTime() ?? 0);
}

/**
 * Within how many minutes of a message at `sentAt` they are promised the next: as the sender of the
 * last one chose, else as the policy says; null where nothing is promised.
 */
export function everyMinutes(
  incident: Draft,
  policy: Policy,
  audience: Audience,
  sentAt: Date,
): number | null {
  const chosen = lastSent(incident, audience.key)?.nextMinutes ?? null;
  return chosen ?? minutesBetween(incident, policy, audience.key, sentAt);
}

/** When they were promised the next news; null where they were not, or it is over. */
export function promisedNext(incident: Draft, policy: Policy, { key }: Audience): Date | null {
  return promisedDue(incident, policy, key)?.at ?? null;
}

/**
 * The same with what it counts from. The policy promises only to those whom the incident concerns and
 * who may know of it, and a first word only where a cadence says so.
 */
export function promisedDue(incident: Draft, policy: Policy, key: string): Due | null {
  const audience = audienceOf(policy, key);
  if (!audience || !isOpen(incident.phase)) return null;
  const last = lastSent(incident, key);
  const sentAt = last?.sentAt ?? null;
  const every = last?.nextMinutes ?? null;
  // What somebody promised is kept, whomever it concerns by now.
  if (sentAt && every !== null) return { from: sentAt, every, at: minutesAfter(sentAt, every) };
  const isTheirs = mayLearn(incident, audience) && concerns(incident, policy, audience);
  return isTheirs ? dueAfter(incident, policy, key, sentAt) : null;
}

/** Nobody is promised anything of what they must not know. */
function mayLearn({ isPrivate }: Draft, audience: Audience): boolean {
  return !isPrivate || tellsPrivate(audience);
}

/**
 * People of a list, as delivery finds them: holders of roles by id, members in the place of their
 * teams. Nobody is reached by `anyone` or by a contact who is not a member.
 */
export function inviteesOf(
  refs: readonly string[],
  incident: Pick<Draft, 'state'>,
  policy: Policy,
): Invitee[] {
  const holders = refs
    .filter((ref) => ref.startsWith('role:'))
    .flatMap((ref) => actingHolders(incident, ref.slice('role:'.length), policy));
  return [...new Set([...holders, ...peopleOf(refs, policy)])].map((ref) =>
    /^[UW][A-Z0-9]{2,}$/.test(ref) ? { userId: ref } : { ref },
  );
}
