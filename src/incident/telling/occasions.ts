import type { Audience } from '../../policy/language/telling.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Draft, Turn } from '../consequences.ts';
import { isOpen } from '../lookup.ts';
import type { Phase, StatusUpdate } from '../types.ts';
import { concerns } from './audiences.ts';

/** When an audience has to be told. */

export type Occasion = 'declared' | 'update' | 'mitigated' | 'resolved' | 'closed';

/** The audience's template for an occasion; undefined where it is not told of it. */
export function templateFor(audience: Audience, occasion: Occasion): string | undefined {
  return audience.told[occasion];
}

/**
 * What a decision is to an audience: the most telling occasion that it has a template for; null for
 * none. It is told that an incident was declared as soon as it concerns it, even if that comes later
 * (a severity that rises); who was told once is told of the end even if it concerns them no more.
 */
export function occasionFor(turn: Turn, audience: Audience): Occasion | null {
  const { after, policy } = turn;
  if (after.state.isPast || isUndecided(after, policy)) return null;
  const before = after.state.messages.filter((each) => each.audience === audience.key);
  const isSent = before.some(({ status }) => status === 'sent');
  const wasTold = isSent || before.some(({ status }) => status === 'prepared');
  const isConcerned = concerns(after, policy, audience);
  const candidates = [
    ...(wasTold || isConcerned ? endings(turn, isSent) : []),
    ...(isConcerned && isOpen(after.phase) && !before.some((each) => each.occasion === 'declared')
      ? (['declared'] as const)
      : []),
    ...((wasTold || isConcerned) && turn.entry.type === 'post_update' ? (['update'] as const) : []),
  ];
  const occasion = candidates.find((each) => templateFor(audience, each) !== undefined);
  // The same decision, looked at once more, tells nothing twice.
  const isDone = before.some((each) => each.occasion === occasion && isNow(each.at, turn));
  return occasion === undefined || isDone ? null : occasion;
}

/** What came to an end with the decision. Who was told of what turned out to be none is told that. */
function endings(turn: Turn, isSent: boolean): Occasion[] {
  const entered = (phase: Phase) => turn.after.phase === phase && turn.before?.phase !== phase;
  if (entered('closed')) return ['closed'];
  if (isSent && (entered('cancelled') || entered('declined'))) return ['closed'];
  if (entered('resolved')) return ['resolved'];
  return entered('mitigated') ? ['mitigated'] : [];
}

/** Whether a decision said that there is nothing to tell about, or that another incident tells it. */
export function isVoid({ before, after }: Turn): boolean {
  const isNone = ['cancelled', 'declined', 'merged'].includes(after.phase);
  return isNone && before !== null && before.phase !== after.phase;
}

/** Whether people are still asking whether it is an incident at all. */
export function isUndecided({ phase }: Pick<Draft, 'phase'>, { triage }: Policy): boolean {
  return phase === 'triage' && triage.criteria.length > 0;
}

function isNow(at: Date, { now }: Turn): boolean {
  return at.getTime() === now.getTime();
}

/** The update that a decision posted, in full; null for any other. */
export function updateOf({ entry, now }: Turn): StatusUpdate | null {
  if (entry.type !== 'post_update' || entry.actor.kind !== 'person') return null;
  const { know, doing, need } = entry.data as Pick<StatusUpdate, 'know' | 'doing' | 'need'>;
  return { at: now, by: entry.actor.userId, know, doing, need };
}
