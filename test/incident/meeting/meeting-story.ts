import { loadPolicyFile } from '../../../src/policy/load.ts';
import type { Policy } from '../../../src/policy/schema.ts';
import { Story } from '../story.ts';

/** Stories of the meeting of a small team. */

const loaded = await loadPolicyFile('policies/001-small-team.yaml');
if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
export const { policy: small } = loaded;

/** That policy with something else said of its postmortem. */
export function withPostmortem(changes: Partial<NonNullable<Policy['postmortem']>>): Policy {
  const { postmortem } = small;
  if (!postmortem) throw new Error('no postmortem');
  return { ...small, postmortem: { ...postmortem, ...changes } };
}

/** An incident whose first aid is finished, half an hour after its declaration. */
export function mitigated(policy: Policy = small): Story {
  const story = new Story({ severity: null }, policy).at(2);
  story.does({ type: 'answer_criterion', by: 'UADA', criterion: 'half_of_users', yes: true });
  return story
    .at(30)
    .does({ type: 'change_status', by: 'UADA', status: 'first_aid_done', reason: 'ok' });
}

/** Its meeting goes on by the clock since an hour after noon. */
export function started(policy: Policy = small): Story {
  return mitigated(policy).at(60).does({ type: 'start_meeting', by: 'UADA', timed: true });
}
