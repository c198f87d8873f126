import { comingAgain } from './recurring.ts';
import { syncGroup } from './shift-timers.ts';
import type { OrganisationScene } from './timer-rule.ts';
import type { FollowPolicy, OrganisationDecision } from './types.ts';

/**
 * Another policy is in force. What comes again and is new in it, or comes at other times than before,
 * counts from when it was put in force; what is gone is forgotten.
 */
export function followPolicy(
  { organisation, policy, now }: OrganisationScene,
  { name, sinceAt }: FollowPolicy,
): OrganisationDecision {
  const { state } = organisation;
  const since = sinceAt < now ? sinceAt : now;
  const recurring = Object.fromEntries(
    comingAgain(policy).map(({ key, rule }) => {
      const known = state.recurring[key];
      if (known?.rule === rule) return [key, known];
      // What happened before keeps from happening again.
      const at = known && known.at > since ? known.at : since;
      return [key, { at, rule }];
    }),
  );
  return {
    ok: true,
    organisation: { ...organisation, state: { ...state, recurring } },
    entry: { type: 'follow_policy', actor: { kind: 'clock' }, data: { name } },
    // Whom a schedule means, or which group it keeps, may be another although nobody's turn ends now.
    effects: policy.on_call.filter(({ key }) => state.shifts[key]).flatMap(syncGroup),
  };
}
