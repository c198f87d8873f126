import { actingHolders } from '../incident/people.ts';
import { peopleOf } from '../incident/people-refs.ts';
import type { Effect, Fact, Invitee, UserId } from '../incident/types.ts';
import { SlackCallError } from '../slack/client.ts';
import { verdictOf } from './errors.ts';
import { type Failure, failure, nameOf, pageReached } from './page-reports.ts';
import { post } from './post.ts';
import { quietHours } from './quiet-hours.ts';
import { directConversation } from './send-fact.ts';
import { peopleBehind } from './send-invite.ts';
import { NotYet, type Sending, type Sent, Superseded } from './sending.ts';

/** Wakes people in Slack. Outside pagers: `send-pager.ts`. */

type PageEffect = Extract<Effect, { type: 'page' }>;
type Announcement = Extract<Effect, { type: 'announce' }>;

/** So many are told at once; whoever is behind them gets a row of their own. */
const atOnce = 20;

/**
 * Finds out who is meant, each person once, and writes to each of them directly, all at the same time.
 * What became of it is reported together. Whom Slack asks to wait for gets a row of their own, so
 * that nobody waits for another.
 *
 * An attempt of which nobody knows whether it got through is repeated as a whole: each message is
 * then looked up by its key first.
 */
export async function sendPage(sending: Sending<PageEffect>): Promise<Sent> {
  const { effect } = sending;
  const fact = factOf(sending);
  const direct = (userId: UserId): Announcement => ({
    family: 'announce',
    type: 'announce',
    to: { place: 'dm', userId },
    fact,
  });
  const { userIds, failures } = await whoIsMeant(sending, effect.who);
  const first = userIds.slice(0, atOnce);
  const asked = quietHours(sending, first);
  const ends = await Promise.allSettled(
    first.map((userId) => tell(sending, direct(userId), userId)),
  );
  const known = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
  const told = known.flatMap(({ userId, ts }) => (ts === undefined ? [] : [[userId, ts] as const]));
  const reached = told.map(([userId]) => userId);
  const lost = ends.find((end) => end.status === 'rejected');
  if (lost) {
    // Those who were told already are found again.
    sending.doubt ||= reached.length > 0;
    throw lost.reason;
  }
  const later = known.filter(({ end }) => end === 'later').map(({ userId }) => userId);
  const refused = known.flatMap(({ userId, end }) =>
    typeof end === 'object' ? [failure(effect.page, userId, end.error)] : [],
  );
  return {
    result: { told: Object.fromEntries(told) },
    follow: [...later, ...userIds.slice(atOnce)].map(direct),
    reports: [
      ...(reached.length > 0 ? [pageReached(effect.page, reached)] : []),
      ...failures,
      ...refused,
      ...(await asked).map((quiet) => ({
        type: 'page_quiet' as const,
        page: effect.page,
        ...quiet,
      })),
    ],
  };
}

/** What is told, as it stands in the incident. Throws `Superseded` where nobody is waited for any more. */
function factOf({ incident, effect }: Sending<PageEffect>): Fact {
  const page = incident.state.pages.find(({ id }) => id === effect.page);
  if (!page) throw new Superseded('no_page');
  if (page.endedAt) throw new Superseded('page_ended');
  const { id, reason, by, ladder } = page;
  return { type: 'paged', page: id, reason, by, ladder: ladder?.path ?? null };
}

async function whoIsMeant(sending: Sending<PageEffect>, who: Invitee[]) {
  const userIds = new Set<UserId>();
  const failures: Failure[] = [];
  const found = await Promise.all(who.map((each) => behind(sending, each)));
  for (const [index, each] of who.entries()) {
    const people = found[index];
    if (people && 'userIds' in people) for (const userId of people.userIds) userIds.add(userId);
    else failures.push(failure(sending.effect.page, nameOf(each), people?.error ?? 'nobody'));
  }
  return { userIds: [...userIds], failures };
}

/** Who is behind one name of the list: of a team as many of it as can be found. */
async function behind(sending: Sending<PageEffect>, who: Invitee) {
  if ('userId' in who) return { userIds: [who.userId] };
  const { incident, policy } = sending;
  const { ref } = who;
  const refs = ref.startsWith('role:')
    ? actingHolders(incident, ref.slice('role:'.length), policy)
    : peopleOf([ref], policy);
  if (refs.length === 0) return { error: ref.startsWith('contact:') ? 'outside' : 'nobody' };
  const found = await Promise.all(refs.map((each) => peopleBehind(sending, each)));
  const userIds = found.flatMap((each) => ('userIds' in each ? each.userIds : []));
  if (userIds.length > 0) return { userIds };
  const [missing] = found.flatMap((each) => ('error' in each ? [each.error] : []));
  return { error: missing ?? 'nobody' };
}

type End = 'later' | { error: string };

/** The `ts` of what they were told; else why they were not. */
type Ended = { userId: UserId } & ({ ts: string; end?: never } | { end: End; ts?: never });

/** Writes to one person. Throws where nobody knows whether it got through, or the token is refused. */
async function tell(
  sending: Sending<PageEffect>,
  { to, fact }: Announcement,
  userId: UserId,
): Promise<Ended> {
  // Each looks for the message of an earlier attempt in its own conversation.
  const own = { ...sending };
  try {
    const channelId = await directConversation(own, userId);
    const message = sending.means.render.fact(fact, sending.view, to, []);
    const { ts } = await post(own, { channelId, threadTs: null }, message);
    return { userId, ts };
  } catch (error) {
    const end = endOf(error);
    // Where an earlier attempt may have reached them, a row of their own would not look for that.
    if (end === 'later' && own.doubt) throw error;
    return { userId, end };
  }
}

function endOf(error: unknown): End {
  if (error instanceof NotYet) return 'later';
  if (!(error instanceof SlackCallError)) throw error;
  switch (verdictOf(error.fault)) {
    case 'not_sent':
    case 'rate_limited':
      return 'later';
    case 'unknown':
      // To open a conversation twice opens the same one.
      if (error.method === 'conversations.open') return 'later';
      throw error;
    case 'auth':
      throw error;
    default:
      return { error: error.code };
  }
}
