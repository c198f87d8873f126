import type { DrillsAlso, DrillsEntries, DrillsTimerKind } from '../../incident/drills/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { join, type Mrkdwn, oneLine, prose } from '../mrkdwn.ts';
import { say } from '../say.ts';
import type { AlsoSentences, EntrySentences, FiredSentences } from '../timeline.ts';

export const drillsEntries: EntrySentences<DrillsEntries> = {
  inject: ({ text, from }, policy, who) =>
    from
      ? say(policy, 'entry.inject_from', { who, from: oneLine(from), text: prose(text) })
      : say(policy, 'entry.inject', { who, text: prose(text) }),
};

export const drillsAlso: AlsoSentences<DrillsAlso> = {
  drill_scored: (_also, policy) => say(policy, 'also.drill_scored'),
};

/** What the clock did. */
export const drillsFired: FiredSentences<DrillsTimerKind> = {
  inject_due: ({ about = '' }, policy) =>
    say(policy, 'entry.inject_due', { texts: texts(policy, about.split(',')) }),
  drill_over: (_fired, policy) => say(policy, 'entry.drill_over'),
};

/** What the policy has under these keys; one that it has no more is shown as it is. */
function texts(policy: Policy, keys: string[]): Mrkdwn {
  const injects = policy.drills.flatMap((drill) => drill.injects);
  const found = keys.map((key) => injects.find((each) => each.key === key)?.text ?? key);
  return join(found.map(oneLine), '; ');
}
