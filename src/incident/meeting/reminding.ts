import { accept, type Of, refuse, type Scene, tellRoom } from '../decision.ts';
import { minutesAfter } from '../instants.ts';
import type { Decision } from '../types.ts';
import { changedMeeting, meetingOf } from './record.ts';
import { doerOf, noMeeting } from './roles.ts';

/**
 * Posts the rules, and says nowhere who asked for it: that would point at who was meant. The
 * policy's role for it may, or anybody while nobody has it.
 */
export function remindOfRules(scene: Scene, { by }: Of<'remind_of_rules'>): Decision {
  const { incident, policy, now } = scene;
  const { rules = [], confidential_role: role } = policy.postmortem ?? {};
  const fault = noMeeting(scene);
  if (fault) return fault;
  if (rules.length === 0) return refuse({ code: 'no_rules' });
  const keeper = role === undefined ? null : doerOf(incident, policy, role);
  if (role !== undefined && keeper && keeper.userId !== by) {
    return refuse({ code: 'not_rulekeeper', role });
  }
  const { remindedAt } = meetingOf(incident);
  if (remindedAt && minutesAfter(remindedAt, 1) > now) return refuse({ code: 'just_reminded' });
  return accept(changedMeeting(incident, { remindedAt: now }), null, [
    tellRoom({ type: 'meeting_rules' }),
  ]);
}
