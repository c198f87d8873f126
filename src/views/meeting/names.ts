import { agendaOf, stepsOf } from '../../incident/meeting/agenda.ts';
import { meetingRoles } from '../../incident/meeting/roles.ts';
import { isSentenceKey } from '../../policy/catalogue.ts';
import type { Policy } from '../../policy/schema.ts';
import { sayPlain } from '../say.ts';

/** What people read as a role of the meeting; its key where the policy has none of it any more. */
export function meetingRoleName(policy: Policy, key: string): string {
  const name = meetingRoles(policy).find((each) => each.key === key)?.name;
  if (name) return name;
  const sentence = `meeting.role.${key}`;
  return isSentenceKey(sentence) && name === null ? sayPlain(policy, sentence as never) : key;
}

/** What a part of the agenda is called, by its place. */
export function partName(policy: Policy, part: number): string {
  return agendaOf(policy)[part]?.name ?? sayPlain(policy, 'meeting.whole');
}

/** What a step is called: a part of a part by its own name. */
export function stepName(policy: Policy, index: number): string {
  const step = stepsOf(policy)[index];
  if (!step) return sayPlain(policy, 'meeting.whole');
  const inner = step.inner === null ? null : agendaOf(policy)[step.part]?.parts[step.inner];
  return inner?.name ?? partName(policy, step.part);
}
