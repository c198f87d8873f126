import type { UserId } from '../../incident/types.ts';
import type { Turn } from '../../organisation/types.ts';
import type { OnCall } from '../../policy/language/on-call.ts';
import type { Policy } from '../../policy/schema.ts';
import { join, type Mrkdwn, mention, oneLine, when } from '../mrkdwn.ts';
import { whoText } from '../people.ts';
import { say } from '../say.ts';

/** Who the references of a schedule are, by reference; those whom nobody knows are missing. */
export type PeopleBehind = ReadonlyMap<string, readonly UserId[]>;

/** Whom these references mean: people by mention, groups and teams by their names. */
export function onCallWho(policy: Policy, refs: readonly string[], people: PeopleBehind): Mrkdwn {
  if (refs.length === 0) return say(policy, 'oncall.nobody');
  return join(
    [...new Set(refs)].map((ref) => {
      const [only] = people.get(ref) ?? [];
      // An address is one person's.
      return only !== undefined && ref.includes('@', 1) ? mention(only) : whoText(policy, [ref]);
    }),
    ', ',
  );
}

/** The words with which a turn ends; nothing where it never does. */
export function untilText(policy: Policy, untilAt: Date | null): Mrkdwn | string {
  return untilAt ? say(policy, 'oncall.until', { at: when(untilAt) }) : '';
}

/** What a schedule is called. */
export function scheduleName(policy: Policy, key: string): Mrkdwn {
  return oneLine(policy.on_call.find((each) => each.key === key)?.name ?? key);
}

/** Whether somebody has this turn. */
export function hasTurn({ people: refs }: Turn, userId: UserId, people: PeopleBehind): boolean {
  return refs.some((ref) => ref === userId || (people.get(ref)?.includes(userId) ?? false));
}

/** Everybody who takes a turn of a schedule, or is on call where no layer says who. */
export function everybodyOf({ people, layers }: OnCall): string[] {
  return [...new Set([...layers.flatMap((layer) => layer.people), ...people])];
}
