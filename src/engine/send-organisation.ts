import type { OrganisationEffect, OrganisationFact } from '../organisation/types.ts';
import { SlackCallError } from '../slack/client.ts';
import { verdictOf } from './errors.ts';
import { notDelivered } from './organisation-reports.ts';
import { cannotUpdate, post, update } from './post.ts';
import { peopleBehind } from './send-invite.ts';
import {
  NotYet,
  type OrganisationSending,
  type Sending,
  type Sent,
  Superseded,
} from './sending.ts';

/** What belongs to no incident, brought to channels, to people, and to user groups. */

type Of<T extends OrganisationEffect['type']> = OrganisationSending<
  Extract<OrganisationEffect, { type: T }>
>;

/** Sends one effect. Throws what the calls throw, `Superseded` or `NotYet`. */
export function sendOrganisation(sending: OrganisationSending): Promise<Sent> {
  const { effect } = sending;
  // The same object, narrowed: senders clear its doubt.
  const about = <T extends OrganisationEffect['type']>(
    _: Extract<OrganisationEffect, { type: T }>,
  ) => sending as unknown as Of<T>;
  switch (effect.type) {
    case 'tell_channel':
      return tellChannel(about(effect));
    case 'tell_people':
      return tellPeople(about(effect));
    case 'tell_owners':
      return tellOwners(about(effect));
    case 'tell_person':
      return tellPerson(about(effect));
    case 'retire_review':
      return retireReview(about(effect));
    case 'sync_user_group':
      return syncUserGroup(about(effect));
  }
}

/** A channel that is not there, or not ours to write in, is said in the log; nobody tries it again. */
async function tellChannel(sending: Of<'tell_channel'>): Promise<Sent> {
  const { means, effect, row } = sending;
  await orToldLately(sending, effect.fact);
  const message = await means.organisation.message(effect.fact, 'channel', row.now);
  if (!message) throw new Superseded('nothing_to_tell');
  const channelId = (await means.directory.channelId(effect.channel)) ?? effect.channel;
  return orLogged(sending, async () => {
    const { ts, isEarlier } = await post(sending, { channelId, threadTs: null }, message);
    // What it named then may be private by now.
    if (isEarlier) await update(sending, { channelId, ts }, message);
    return { result: { ts }, ...(await reviewed(sending, { channelId, ts })) };
  });
}

/** How much a review found is kept, so that the next one knows whether to say that nothing is left. */
async function reviewed(
  { effect, means }: Of<'tell_channel'>,
  where: { channelId: string; ts: string },
): Promise<Pick<Sent, 'reports'>> {
  if (effect.fact.type !== 'review_due') return {};
  const { at, missed } = effect.fact;
  const left = await means.organisation.workLeft();
  return { reports: [{ type: 'review_told', left, place: { ...where, at, missed } }] };
}

/** Makes the newest review of open work equal to what is left; one that was deleted is let be. */
export async function sendReview(sending: Sending): Promise<Sent> {
  const { means, row } = sending;
  const review = await means.organisation.review(row.now);
  if (!review) throw new Superseded('no_review');
  return orGone(() => update(sending, review, review.message));
}

/** An older one has no buttons any more: what is left is gone through in the newest. */
async function retireReview(sending: Of<'retire_review'>): Promise<Sent> {
  const { means, effect, row } = sending;
  const message = await means.organisation.message(effect.fact, 'channel', row.now);
  if (!message) throw new Superseded('nothing_to_tell');
  return orGone(() => update(sending, effect, message));
}

async function orGone(work: () => Promise<void>): Promise<Sent> {
  try {
    await work();
    return {};
  } catch (error) {
    if (!cannotUpdate(error)) throw error;
    throw new Superseded('message_gone');
  }
}

/** Finds out who people are, and leaves a direct message for each of them. */
async function tellPeople(sending: Of<'tell_people'>): Promise<Sent> {
  const { effect } = sending;
  const { fact } = effect;
  const userIds = new Set<string>();
  const reports: Sent['reports'] = [];
  for (const each of effect.who) {
    const found =
      'userId' in each ? { userIds: [each.userId] } : await peopleBehind(sending, each.ref);
    if ('userIds' in found) for (const userId of found.userIds) userIds.add(userId);
    else reports.push(logged(sending, { ...effect, who: [each] }, found.error));
  }
  const follow = [...userIds].map((userId) => ({
    family: 'organisation' as const,
    type: 'tell_person' as const,
    userId,
    fact,
  }));
  return { follow, reports };
}

/** Finds out who hears of action items in this round, and leaves one message for each of them. */
async function tellOwners(sending: Of<'tell_owners'>): Promise<Sent> {
  const { means, effect } = sending;
  const { fact } = effect;
  if (fact.type !== 'action_items_due') throw new Superseded('nothing_to_tell');
  const heard = new Map<string, { refs: string[]; incidents: Set<number> }>();
  const reports: Sent['reports'] = [];
  for (const { to, incidents } of await means.organisation.owners(fact)) {
    const found = 'userId' in to ? { userIds: [to.userId] } : await peopleBehind(sending, to.ref);
    if ('error' in found) reports.push(logged(sending, effect, found.error));
    for (const userId of 'userIds' in found ? found.userIds : []) {
      const about = heard.get(userId) ?? { refs: [], incidents: new Set() };
      if ('ref' in to) about.refs.push(to.ref);
      for (const id of incidents) about.incidents.add(id);
      heard.set(userId, about);
    }
  }
  const follow = [...heard].map(([userId, { refs, incidents }]) => ({
    family: 'organisation' as const,
    type: 'tell_person' as const,
    userId,
    fact: { ...fact, to: userId, refs, incidents: [...incidents] },
  }));
  return { follow, reports };
}

async function tellPerson(sending: Of<'tell_person'>): Promise<Sent> {
  const { means, effect, row } = sending;
  await orToldLately(sending, effect.fact);
  const message = await means.organisation.message(effect.fact, 'person', row.now);
  if (!message) throw new Superseded('nothing_to_tell');
  return orLogged(sending, async () => {
    const { channel } = await sending.call('conversations.open', { users: effect.userId });
    if (!channel?.id) throw new NotYet('no_direct_conversation', 1000);
    const { ts } = await post(sending, { channelId: channel.id, threadTs: null }, message);
    return { result: { ts } };
  });
}

/**
 * Makes a user group's members equal to who is on call now. Slack takes no empty group, and one that
 * wakes nobody would be worse than one that wakes whoever had the turn before: it stays as it is then.
 */
async function syncUserGroup(sending: Of<'sync_user_group'>): Promise<Sent> {
  const { means, effect } = sending;
  const schedule = means.organisation.policy().on_call.find(({ key }) => key === effect.schedule);
  if (!schedule?.user_group) throw new Superseded('no_user_group');
  const usergroup = await means.directory.groupId(schedule.user_group);
  if (!usergroup) return { reports: [logged(sending, effect, 'no_such_subteam')] };
  const found = await peopleBehind(sending, `on_call:${effect.schedule}`);
  const wanted = 'userIds' in found ? [...new Set(found.userIds)].sort() : [];
  if (wanted.length === 0) {
    const error = 'error' in found ? found.error : 'nobody_on_call';
    // A hole that the policy allows is none to complain of.
    if (schedule.gaps && error === 'nobody_on_call') throw new Superseded(error);
    return { reports: [logged(sending, effect, error)] };
  }
  return orLogged(sending, async () => {
    const { users = [] } = await sending.call('usergroups.users.list', {
      usergroup,
      include_disabled: true,
    });
    if ([...users].sort().join() === wanted.join()) return {};
    await sending.call('usergroups.users.update', { usergroup, users: wanted.join(',') });
    return { result: { users: wanted } };
  });
}

/** Operators are not told of each thing that goes wrong in a bad hour. */
async function orToldLately({ means, row }: OrganisationSending, fact: OrganisationFact) {
  if (fact.type !== 'sends_given_up' || !(await means.organisation.toldLately(row.lane))) return;
  throw new Superseded('told_lately');
}

/** Does it; what Slack refuses for good is said in both logs. */
async function orLogged(sending: OrganisationSending, work: () => Promise<Sent>): Promise<Sent> {
  try {
    return await work();
  } catch (error) {
    const isFinal =
      error instanceof SlackCallError && ['place', 'user', 'row'].includes(verdictOf(error.fault));
    if (!isFinal) throw error;
    return { reports: [logged(sending, sending.effect, error.code)] };
  }
}

function logged({ means, row }: OrganisationSending, effect: OrganisationEffect, error: string) {
  const command = notDelivered(effect, error);
  const { what, where } = command;
  means.log.warn({ outboxId: row.id, what, where, reason: error }, 'not delivered');
  return command;
}
