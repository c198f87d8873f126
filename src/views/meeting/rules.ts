import type { KnownBlock } from '@slack/types';
import { lines } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { oneLine } from '../mrkdwn.ts';
import { say } from '../say.ts';

/** The rules of the meeting, as the policy says them. */
export function rulesBlocks({ policy }: ViewContext, titled = true): KnownBlock[] {
  const rules = policy.postmortem?.rules ?? [];
  if (rules.length === 0) return [];
  const each = rules.map((text) => say(policy, 'meeting.rule', { text: oneLine(text) }));
  return lines([...(titled ? [say(policy, 'meeting.rules')] : []), ...each]);
}
