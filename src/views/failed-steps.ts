import type { KnownBlock } from '@slack/types';
import { steps } from '../incident/steps.ts';
import type { Step } from '../incident/types.ts';
import { button, section } from './blocks.ts';
import type { ViewContext } from './context.ts';
import { join, literal, Mrkdwn, mention } from './mrkdwn.ts';
import { say, sayPlain } from './say.ts';

/** Steps of making the room that failed for good, each with a button that tries again. */
export function failedSteps(view: ViewContext): KnownBlock[] {
  const { incident, policy } = view;
  return Object.entries(incident.state.failedSteps).flatMap(([step, failure]) =>
    failure && isStep(step)
      ? [
          section(stepFailed(view, step, failure.error), {
            accessory: button(
              'retry_step',
              sayPlain(policy, 'button.retry'),
              { incident: incident.id, step },
              { suffix: step },
            ),
          }),
        ]
      : [],
  );
}

/** What could not be done, and Slack's word for why; of invitations, who was left out. */
export function stepFailed(
  { policy }: Pick<ViewContext, 'policy'>,
  step: Step,
  error: string,
): Mrkdwn {
  const people = step === 'invite' ? leftOut(error) : null;
  if (people) return say(policy, 'card.not_invited', { people });
  return say(policy, 'card.step_failed', {
    what: say(policy, `step.${step}`),
    error: code(error),
  });
}

/** Delivery writes `code: who, who; code: who`; null where it is a code alone. */
function leftOut(error: string): Mrkdwn | null {
  const groups = error
    .split('; ')
    .map((group) => /^([a-z_]+): (.+)$/.exec(group))
    .filter((match) => match !== null);
  if (groups.length === 0) return null;
  return join(
    groups.map(([, reason = '', who = '']) => {
      const names = who
        .split(', ')
        .map((each) => (/^[UW]/.test(each) ? mention(each) : literal(each)));
      return new Mrkdwn(`${join(names, ', ').text} (\`${code(reason)}\`)`);
    }),
    ', ',
  );
}

/** Slack's word for an error, fit to stand between back-ticks. */
export function code(error: string): string {
  return error.replaceAll('`', "'").slice(0, 100);
}

export function isStep(word: string): word is Step {
  return (steps as readonly string[]).includes(word);
}
