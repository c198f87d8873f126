import type { Invitee } from '../incident/types.ts';
import { SlackCallError, type UserFault, userFaults } from '../slack/client.ts';
import { verdictOf } from './errors.ts';
import { type Destination, post } from './post.ts';
import { directConversation } from './send-fact.ts';
import { roomOf, type Sending, type Sent } from './sending.ts';

/** Slack takes at most so many people in one invitation. */
const chunkSize = 100;
/** Codes that say a person needs no invitation. */
const inAlready = new Set(['already_in_channel', 'cant_invite_self']);
/** Codes that say that somebody is no member of the workspace any more. */
const goneForGood = new Set(['user_disabled', 'user_not_found']);
/** As many names as a sentence about failed invitations carries. */
const namedAtMost = 10;

/**
 * Invites people, in as few calls as Slack allows. One who cannot be invited does not spoil the
 * rest; who was left out is reported when all others are in.
 */
export async function sendInvite(
  sending: Sending,
  { who, butWhoLeft = false }: { who: Invitee[]; butWhoLeft?: boolean },
): Promise<Sent> {
  const { channelId, threadTs } = roomOf(sending);
  const { userIds: all, missing } = await resolve(sending, who);
  const out = butWhoLeft ? await staysOut(sending) : [];
  const userIds = all.filter((userId) => !out.includes(userId));
  const faults: Left[] = [...missing];
  if (threadTs !== null) await call(sending, { channelId, threadTs }, userIds);
  else {
    for (let at = 0; at < userIds.length; at += chunkSize) {
      faults.push(...(await inviteChunk(sending, channelId, userIds.slice(at, at + chunkSize))));
    }
  }
  if (faults.length === 0) return {};
  return {
    reports: [
      { type: 'step_failed', step: 'invite', error: describe(faults) },
      // The event that said so was missed; what they held is free again.
      ...faults
        .filter(({ code }) => goneForGood.has(code))
        .map(({ who: userId }) => ({ type: 'member_gone' as const, userId })),
    ],
  };
}

/**
 * Who left the room. Who holds a role belongs there all the same; but who was put out of a private one
 * is let in again by people alone.
 */
async function staysOut({ incident, means }: Sending): Promise<string[]> {
  const left = await means.leftOf(incident.id);
  if (incident.isPrivate) return left;
  const holders = Object.values(incident.state.roles).flat();
  return left.filter((userId) => !holders.some((holder) => holder.userId === userId));
}

/** A thread has no members: people are named in it, or told directly where it is not theirs to see. */
async function call(sending: Sending, thread: Destination, userIds: string[]): Promise<void> {
  const { incident, means, view } = sending;
  if (!thread.channelId.startsWith('D')) {
    if (userIds.length > 0) await post(sending, thread, means.render.askedHere(view, userIds));
    return;
  }
  for (const userId of userIds.filter((each) => each !== incident.declaredBy)) {
    const channelId = await directConversation(sending, userId);
    await post(sending, { channelId, threadTs: null }, means.render.askedDirectly(view));
  }
}

/** Who was left out, as a mention-free name, and why. */
interface Left {
  who: string;
  code: string;
}

async function resolve(sending: Sending, who: Invitee[]) {
  const userIds = new Set<string>();
  const missing: Left[] = [];
  for (const each of who) {
    if ('userId' in each) {
      userIds.add(each.userId);
      continue;
    }
    const found = await peopleBehind(sending, each.ref);
    if ('error' in found) missing.push({ who: each.ref, code: found.error });
    else for (const userId of found.userIds) userIds.add(userId);
  }
  return { userIds: [...userIds], missing };
}

/** A reference that Slack refuses to explain is one left out; an outage delays all of them. */
export async function peopleBehind(sending: Pick<Sending, 'means'>, ref: string) {
  try {
    return await sending.means.directory.people(ref);
  } catch (error) {
    const isRefused =
      error instanceof SlackCallError && ['user', 'row'].includes(verdictOf(error.fault));
    if (!isRefused) throw error;
    return { error: error.code };
  }
}

/**
 * Invites one chunk with `force`, which lets Slack invite the valid ones. Where it names whom it left
 * out, those are the faults and the others are asked again; where it does not say whom, halves are.
 */
async function inviteChunk(
  sending: Sending,
  channelId: string,
  userIds: string[],
): Promise<Left[]> {
  try {
    const answer = await sending.call('conversations.invite', {
      channel: channelId,
      users: userIds.join(','),
      ...(userIds.length > 1 ? { force: true } : {}),
    });
    return leftOut(userFaults(answer));
  } catch (error) {
    if (!isPersonal(error)) throw error;
    const [only] = userIds;
    if (userIds.length === 1 && only) return leftOut([{ userId: only, code: error.code }]);
    const named = error.fault.kind === 'slack' ? error.fault.users : [];
    if (named.length === 0) return halves(sending, channelId, userIds);
    const others = userIds.filter((userId) => !named.some((each) => each.userId === userId));
    const rest = others.length > 0 ? await inviteChunk(sending, channelId, others) : [];
    return [...leftOut(named), ...rest];
  }
}

async function halves(sending: Sending, channelId: string, userIds: string[]): Promise<Left[]> {
  const middle = Math.ceil(userIds.length / 2);
  return [
    ...(await inviteChunk(sending, channelId, userIds.slice(0, middle))),
    ...(await inviteChunk(sending, channelId, userIds.slice(middle))),
  ];
}

function leftOut(faults: UserFault[]): Left[] {
  return faults
    .filter(({ code }) => !inAlready.has(code))
    .map(({ userId, code }) => ({ who: userId, code }));
}

/** Whether the error is about one of the people, not about the room, our rights or the wire. */
function isPersonal(error: unknown): error is SlackCallError {
  return error instanceof SlackCallError && ['user', 'done'].includes(verdictOf(error.fault));
}

function describe(faults: Left[]): string {
  const codes = [...new Set(faults.map(({ code }) => code))];
  const lines = codes.map((code) => {
    const who = faults.filter((each) => each.code === code).map((each) => each.who);
    const more = who.length > namedAtMost ? ` +${who.length - namedAtMost}` : '';
    return `${code}: ${who.slice(0, namedAtMost).join(', ')}${more}`;
  });
  return lines.join('; ');
}
