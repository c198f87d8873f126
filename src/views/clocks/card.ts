import type { KnownBlock } from '@slack/types';
import { type Clock, runningClocks } from '../../incident/clocks/clocks.ts';
import { sortOf } from '../../incident/clocks/source.ts';
import { isEnded } from '../../incident/lookup.ts';
import { context } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { cut, join, type Mrkdwn, mention, oneLine, when } from '../mrkdwn.ts';
import { say } from '../say.ts';
import { clockText } from './names.ts';

/** Lines that the card has room for. */
const most = 3;
/** What is due later than this is not on the card before it is at risk. */
const soonMs = 60 * 60_000;

/** Sorts that the card shows by when elsewhere: beside the roles, the criteria, the kind, the stage. */
const shownElsewhere: readonly string[] = ['role', 'triage', 'kind', 'status', 'stage'];
/** Sorts that nobody works towards: they lead on when their time comes. */
const onlyWhenLate: readonly string[] = ['runbook'];

/** What the card shows of clocks: what is paused, missed, at risk or due soon; the rest is one word away. */
export function clocksOnCard(view: ViewContext): KnownBlock[] {
  const { incident, policy } = view;
  if (isEnded(incident.phase)) return [];
  const shown = clocksShown(view);
  if (shown.length === 0) return [];
  const more = shown.length - most;
  const lines = shown.slice(0, most).map((clock) => clockLine(view, clock));
  const rest = more > 0 ? [say(policy, 'card.clocks_more', { count: more })] : [];
  return [context(join([...lines, ...rest]))];
}

function clocksShown({ incident, policy, now }: ViewContext): Clock[] {
  // What stands still is a promise that somebody changed: people must see it.
  const rank = (clock: Clock) => (clock.pause ? 0 : isLate(clock, now) ? 1 : 2);
  return runningClocks(incident, policy)
    .filter((clock) => clock.pause || isNear(clock, now))
    .filter((clock) => isLate(clock, now) || !onlyWhenLate.includes(sortOf(clock.key).sort))
    .filter(({ key, pause, inRoom }) => {
      return inRoom && (pause || !shownElsewhere.includes(sortOf(key).sort));
    })
    .sort((a, b) => rank(a) - rank(b) || a.targetAt.getTime() - b.targetAt.getTime());
}

function isLate({ dueAt }: Clock, now: Date): boolean {
  return dueAt !== null && dueAt <= now;
}

function isNear({ dueAt, warnAt }: Clock, now: Date): boolean {
  if (!dueAt) return false;
  return dueAt.getTime() - now.getTime() <= soonMs || (warnAt !== null && warnAt <= now);
}

function clockLine({ incident, policy, now }: ViewContext, clock: Clock): Mrkdwn {
  const { key, pause, warnAt, targetAt } = clock;
  const name = cut(clockText(policy, key, incident), 120);
  if (pause) {
    return say(policy, 'card.clock_paused', {
      clock: name,
      by: mention(pause.by),
      reason: cut(oneLine(pause.reason), 120),
    });
  }
  const values = { clock: name, at: when(targetAt) };
  if (isLate(clock, now)) return say(policy, 'card.clock_missed', values);
  const isAtRisk = warnAt !== null && warnAt <= now;
  return say(policy, isAtRisk ? 'card.clock_at_risk' : 'card.clock', values);
}
