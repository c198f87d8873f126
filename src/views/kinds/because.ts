import type { Because } from '../../incident/kinds/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { Mrkdwn, prose } from '../mrkdwn.ts';
import { kindName, moduleName } from '../names.ts';
import { say } from '../say.ts';

/** What made something follow, as the end of a sentence. */
export function becauseText(policy: Policy, { what, key }: Because): Mrkdwn {
  return say(policy, `kinds.because.${what}`, { name: nameOf(policy, what, key) });
}

function nameOf(policy: Policy, what: Because['what'], key: string): string {
  switch (what) {
    case 'kind':
      return kindName(policy, key);
    case 'module':
      return moduleName(policy, key);
    case 'criterion':
      return questionOf(policy, key);
  }
}

export function questionOf(policy: Policy, key: string): string {
  return policy.triage.criteria.find((each) => each.key === key)?.question ?? key;
}

/** A reason as the end of a sentence; nothing where none was given. */
export function reasonText(policy: Policy, reason: string): Mrkdwn {
  return reason ? say(policy, 'fact.reason', { reason: prose(reason) }) : new Mrkdwn('');
}
