import type { Draft, Turn } from '../consequences.ts';
import type { UserId } from '../types.ts';
import { ladderEnded, type Step } from './climb.ts';
import { ladderOf, running } from './ladders.ts';
import { withChanged, withEnded } from './paging.ts';
import type { Page } from './types.ts';
import { openPages, waitedFor } from './waiting.ts';

/**
 * Whoever came for one page, or took a role, is there: no other page waits for them any more, and no ladder
 * that waits for an answer goes on past them. Otherwise it would say that nobody came while they command.
 */
export function answeredByBeingThere<D extends Draft>({
  before,
  after,
  entry: { actor },
  policy,
  now,
}: Turn<D>): Step<D> {
  let step: Step<D> = { after, effects: [], also: [] };
  // Whom somebody else gives a role may be asleep.
  const by = actor.kind === 'person' ? actor.userId : null;
  if (by === null || before === null || signsOf(after, by) <= signsOf(before, by)) return step;
  const answered = openPages(after)
    .filter((page) => isAsked(page, by))
    .map((page) => ({ ...page, acknowledged: [...page.acknowledged, { userId: by, at: now }] }));
  for (const page of answered) step = { ...step, after: withChanged(step.after, page) };
  for (const ladder of running(step.after)) {
    const isTheirs = answered.some((page) => page.ladder?.path === ladder.path);
    if (!isTheirs || ladder.while !== 'unacknowledged') continue;
    const end = { why: 'acknowledged', by } as const;
    step = joined(step, ladderEnded(step.after, ladder, end, { policy, now }));
  }
  const ids = answered.filter((page) => waitedFor(page).length === 0).map(({ id }) => id);
  const which = ({ id }: Page) => ids.includes(id);
  const over = withEnded(step.after, policy, { which, action: 'acknowledge', now });
  return joined(step, { ...over, also: [] });
}

/** Whether it waits for what they say: it found them, and they did not say yet what they do. */
function isAsked({ reached, asked, acknowledged, cannot }: Page, userId: UserId): boolean {
  const isSaid = cannot.includes(userId) || acknowledged.some((each) => each.userId === userId);
  return !isSaid && (reached.includes(userId) || asked.includes(userId));
}

/** In how many roles and pages this person says that they are there. */
function signsOf({ state }: Draft, userId: UserId): number {
  const isTheirs = (each: { userId: UserId }) => each.userId === userId;
  const roles = Object.values(state.roles).filter((holders) => holders.some(isTheirs));
  const pages = state.pages.filter(({ acknowledged }) => acknowledged.some(isTheirs));
  return roles.length + pages.length;
}

/** What was climbed because the commander was silent ends when they are heard, or somebody else commands. */
export function silenceBroken<D extends Draft>({ before, after, policy, now }: Turn<D>): Step<D> {
  const asked = before?.state.watch?.asked;
  const { watch } = after.state;
  const path = policy.presence.escalates;
  const ladder = path === undefined ? undefined : ladderOf(after, path);
  const isBroken = asked?.who === 'up' && watch !== null && watch.asked === null;
  const isForThat =
    ladder &&
    !ladder.ended &&
    ladder.by === null &&
    ladder.startedAt.getTime() === asked?.at.getTime();
  if (!isBroken || !isForThat) return { after, effects: [], also: [] };
  // Not for want of its condition: then it would begin again at once.
  return ladderEnded(after, ladder, { why: 'acknowledged', by: watch.userId }, { policy, now });
}

/** Both, one after the other. */
export function joined<D extends Draft>(first: Step<D>, next: Step<D>): Step<D> {
  return {
    after: next.after,
    effects: [...first.effects, ...next.effects],
    also: [...first.also, ...next.also],
  };
}
