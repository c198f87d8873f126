import type { KnownBlock } from '@slack/types';
import { steps } from '../incident/steps.ts';
import type { Step } from '../incident/types.ts';
import { button, section } from './blocks.ts';
import type { ViewContext } from './context.ts';
import { join, literal, Mrkdwn, mention } from './mrkdwn.ts';
import { say, sayPlain } from './say.ts';

/** Steps of making the room that failed for good, each with a button that tries again. */
export function failedSteps(view: ViewContext): KnownBlock[] {
  const { incident } = view;
  return Object.entries(incident.state.failedSteps).flatMap(([step, failure]) =>
    failure && isStep(step)
      ? [
          section(stepFailed(view, step, failure.error), {
            accessory: button(
              'retry_step',
              retryLabel(view, step, failure.error),
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
  { policy, incident: { number } }: Pick<ViewContext, 'policy' | 'incident'>,
  step: Step,
  error: string,
): Mrkdwn {
  const lost = step === 'room' ? lostRooms.get(error) : undefined;
  if (lost) return say(policy, lost, { number });
  const people = step === 'invite' ? leftOut(error) : null;
  if (people) return say(policy, 'card.not_invited', { people });
  return say(policy, 'card.step_failed', {
    what: say(policy, `step.${step}`),
    error: code(error),
  });
}

/** Rooms that went away, by Slack's code; one that could not be made has another. */
const lostRooms = new Map([
  ['channel_not_found', 'late.room_deleted'],
  ['not_in_channel', 'late.room_removed'],
] as const satisfies [string, string][]) as ReadonlyMap<
  string,
  'late.room_deleted' | 'late.room_removed'
>;

/** What the button beside it says. */
export function retryLabel(
  { policy }: Pick<ViewContext, 'policy'>,
  step: Step,
  error: string,
): string {
  const isLost = step === 'room' && lostRooms.has(error);
  return sayPlain(policy, isLost ? 'late.new_channel' : 'button.retry');
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
