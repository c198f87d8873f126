import { icalendar } from '../calendar/icalendar.ts';
import { isOvertaken } from '../incident/booking/book.ts';
import { foundTimes } from '../incident/booking/propose.ts';
import type { BookingReport, MeetingNews } from '../incident/booking/types.ts';
import type { Effect, Invitee, UserId } from '../incident/types.ts';
import { refusedForGood } from './errors.ts';
import { post } from './post.ts';
import { directConversation } from './send-fact.ts';
import { peopleBehind } from './send-invite.ts';
import { type Sending, type Sent, Superseded } from './sending.ts';
import { withoutGone } from './unsaid.ts';
import { upload } from './upload.ts';

/** Whom the postmortem meeting concerns: found out here, because rules know no teams and no zones. */

type FindTimes = Extract<Effect, { type: 'find_times' }>;
type MeetingFile = Extract<Effect, { type: 'meeting_file' }>;
type TellMeeting = Extract<Effect, { type: 'tell_meeting' }>;

/** More people find no time together; those beyond do not count. */
const mostPeople = 100;

/** Finds out who is concerned and where they are, and tells the incident the times at which they can meet. */
export async function sendTimes(sending: Sending<FindTimes>): Promise<Sent> {
  const { effect, means } = sending;
  const userIds = await everybody(sending, effect.who);
  const people = userIds.map((userId) => ({ userId, zone: means.directory.timeZoneOf(userId) }));
  return { reports: foundTimes(sending.view, people) };
}

/**
 * Tells each of those whom the meeting concerns directly, once for each time that it was booked, moved
 * or cancelled. What was overtaken meanwhile is not told: the next row tells what came of it.
 */
export async function sendMeeting(sending: Sending<TellMeeting>): Promise<Sent> {
  const { effect, incident, means } = sending;
  const { news, added = false } = effect;
  if (isOvertaken(incident.state, news)) throw new Superseded('overtaken');
  if (news.what === 'withdrawn') return sendWithdrawal(sending);
  const { told } = incident.state.booking;
  const { sequence } = news;
  const userIds = added ? await found(sending, effect.who) : await whoHears(sending);
  const unmailed = userIds
    .filter((userId) => means.inviter && !means.directory.addressOf(userId))
    .map((userId) => ({ userId, why: '' }));
  const report: BookingReport = { type: 'meeting_told', sequence, userIds, unmailed };
  return {
    follow: userIds.flatMap((userId) =>
      toOne(sending, userId, asHeard(news, told.includes(userId))),
    ),
    reports: userIds.length > 0 ? [report] : [],
  };
}

/** Those who may not see the incident any more are told so. */
async function sendWithdrawal(sending: Sending<TellMeeting>): Promise<Sent> {
  const { effect, incident, means } = sending;
  const userIds = effect.who.flatMap((each) => ('userId' in each ? [each.userId] : []));
  const seen = await means.amongParticipants(incident.id, userIds);
  const out = userIds.filter((userId) => !seen.includes(userId));
  return { follow: out.flatMap((userId) => toOne(sending, userId, effect.news)) };
}

/** Of a meeting that is not held only those hear who heard of it before. */
async function whoHears(sending: Sending<TellMeeting>): Promise<UserId[]> {
  const { effect, incident } = sending;
  const { told } = incident.state.booking;
  const before = told.map((userId) => ({ userId }));
  if (effect.news.what === 'cancelled') return found(sending, before);
  return everybody(sending, [...before, ...effect.who]);
}

/** Who never heard of it is not told that it was moved, or hidden. */
function asHeard(news: MeetingNews, knows: boolean): MeetingNews {
  const isChange = news.what === 'moved' || news.what === 'hidden';
  return isChange && !knows ? { ...news, what: 'booked', wasAt: null } : news;
}

/** A message, and what their calendar reads: by e-mail where that is sent, else as a file in the message. */
function toOne({ means }: Sending, userId: UserId, news: MeetingNews): Effect[] {
  const isMailed = means.inviter !== null && means.directory.addressOf(userId) !== null;
  if (!isMailed) {
    return [{ family: 'announce', type: 'meeting_file', userId, news }];
  }
  const to = { place: 'dm', userId } as const;
  const mail: Effect = { family: 'announce', type: 'meeting_mail', userId, news };
  // Nothing is new for who reads it in their calendar.
  if (news.what === 'hidden') return [mail];
  return [
    { family: 'announce', type: 'announce', to, fact: { type: 'meeting_news', ...news } },
    ...(isMailed ? [mail] : []),
  ];
}

/**
 * What one person is told, with the meeting as a file, in one message; where Slack takes no such file,
 * the words alone.
 */
export async function sendMeetingFile(sending: Sending<MeetingFile>): Promise<Sent> {
  const { means, effect, incident, policy } = sending;
  const { userId, news } = effect;
  await stillSo(sending, effect);
  const zone = means.directory.timeZoneOf(userId);
  const whoever = { zone, mailbox: null, organizer: null };
  const { event } = means.render.invitation(sending.view, news, whoever);
  const bytes = new TextEncoder().encode(icalendar(event));
  const channelId = await directConversation(sending, userId);
  const filename = `postmortem-${incident.number}.ics`;
  const title = means.render.fileOfMeeting(policy, news);
  const to = { place: 'dm', userId } as const;
  const above = means.render.fact({ type: 'meeting_news', ...news }, sending.view, to, []);
  try {
    await upload(sending, { filename, title, bytes }, { channelIds: [channelId], above });
  } catch (error) {
    if (refusedForGood(error) === null) throw error;
    // That no file is there says nothing of words that an earlier attempt may have left.
    const asBegun = { ...sending, doubt: sending.row.ambiguous };
    const { ts } = await post(asBegun, { channelId, threadTs: null }, above);
    return { result: { ts } };
  }
  return {};
}

/**
 * Who left the room of a private incident since is sent nothing more of it, but that they are not invited;
 * and that only as long as it is so.
 */
export async function stillSo(
  { incident, means }: Sending,
  { userId, news }: { userId: UserId; news: MeetingNews },
): Promise<void> {
  if (isOvertaken(incident.state, news)) throw new Superseded('overtaken');
  if (!incident.isPrivate) return;
  const [seen] = await means.amongParticipants(incident.id, [userId]);
  if (Boolean(seen) === (news.what === 'withdrawn')) throw new Superseded('private');
}

/** These people and all who take part, each once, without apps and who left the workspace. */
async function everybody(sending: Sending, who: readonly Invitee[]): Promise<UserId[]> {
  const { incident, means } = sending;
  const participants = await means.participantsOf(incident.id);
  return found(sending, [...who, ...participants.map((userId) => ({ userId }))]);
}

/** Of a private incident nobody hears who is not in its room. A reference that leads to nobody is left out. */
async function found(sending: Sending, who: readonly Invitee[]): Promise<UserId[]> {
  const { incident, means } = sending;
  const all = new Set<UserId>();
  for (const each of who) {
    const behind =
      'userId' in each ? { userIds: [each.userId] } : await peopleBehind(sending, each.ref);
    for (const userId of 'userIds' in behind ? behind.userIds : []) all.add(userId);
  }
  const userIds = [...all].slice(0, mostPeople);
  const seen = incident.isPrivate ? await means.amongParticipants(incident.id, userIds) : userIds;
  return withoutGone(
    sending,
    userIds.filter((userId) => seen.includes(userId)),
  );
}
