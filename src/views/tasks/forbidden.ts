import type { KnownBlock } from '@slack/types';
import { listApplies, startedLists, tasksIn } from '../../incident/tasks/progress.ts';
import { context } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { join, oneLine } from '../mrkdwn.ts';
import { say } from '../say.ts';

/** Warnings that the card shows; the others stand with the tasks. */
const MOST_WARNINGS = 2;

/** What must not be done now, with the most that may be: on the card, where nobody has to look for it. */
export function forbiddenOnCard({ incident, policy }: ViewContext): KnownBlock[] {
  const warnings = startedLists(incident, policy)
    .filter((list) => listApplies(incident, policy, list))
    .flatMap((list) => tasksIn(incident, policy, list))
    .filter(({ status }) => status === 'forbidden')
    .slice(0, MOST_WARNINGS)
    .map(({ step }) =>
      join(
        [
          say(policy, 'tasks.forbidden', { step: oneLine(step.text) }),
          ...(step.permitted
            ? [say(policy, 'tasks.permitted', { permitted: oneLine(step.permitted) })]
            : []),
        ],
        '\n',
      ),
    );
  return warnings.length > 0 ? [context(...warnings)] : [];
}
