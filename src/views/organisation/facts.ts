import type { FactContent, OpenWork, ToldTo } from '../../organisation/content.ts';
import type { ExerciseDue, OrganisationFact, RecurringFact } from '../../organisation/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { button, context, message, section } from '../blocks.ts';
import type { Message } from '../context.ts';
import { join, linkTo, Mrkdwn, oneLine, when } from '../mrkdwn.ts';
import { emojiOf } from '../names.ts';
import { onCallFactMessage } from '../on-call/facts.ts';
import { operatorsMessage } from '../operators.ts';
import { say, sayPlain } from '../say.ts';
import { reportMessage } from './report.ts';

/** What is told that belongs to no incident. */

export interface Told {
  fact: OrganisationFact;
  content: FactContent;
  to: ToldTo;
}

/** The message about a fact, by the policy in force. */
export function organisationMessage(policy: Policy, { fact, content, to }: Told): Message {
  switch (fact.type) {
    case 'report_due':
      if (content.of !== 'report') throw new Error('a report without its numbers');
      return reportMessage(policy, fact, content.report);
    case 'review_due':
      return reviewMessage(policy, fact, content.of === 'review' ? content.work : []);
    case 'sends_given_up':
      return operatorsMessage(policy, content.of === 'given_up' ? content.sends : []);
    case 'exercises_due':
      return exercisesMessage(policy, fact, content.of === 'exercises' ? content.last : new Map());
    default: {
      const { people, open } =
        content.of === 'on_call' ? content : { people: new Map<string, string[]>(), open: [] };
      return onCallFactMessage({ policy, to, people, open }, fact);
    }
  }
}

/** More than this is left to lists of each incident; Slack takes 50 blocks. */
const mostReviewed = 20;

function reviewMessage(policy: Policy, { missed }: RecurringFact, work: OpenWork[]): Message {
  const title = say(policy, 'fact.review', { count: work.length });
  const rest = work.length - mostReviewed;
  return message(title, [
    section(title),
    ...work.slice(0, mostReviewed).map((each) =>
      section(workLine(policy, each), {
        accessory: button('show', sayPlain(policy, 'button.show'), {
          incident: each.incident.id,
        }),
      }),
    ),
    ...(rest > 0 ? [context(say(policy, 'review.more', { count: rest }))] : []),
    ...missedNote(policy, missed),
  ]);
}

function workLine(policy: Policy, { incident, actionItems, late, tasks }: OpenWork): Mrkdwn {
  const { number, title } = incident;
  const count = actionItems;
  const parts = [
    ...(actionItems > 0 && late === 0 ? [say(policy, 'review.action_items', { count })] : []),
    ...(late > 0 ? [say(policy, 'review.action_items_late', { count, late })] : []),
    ...(tasks > 0 ? [say(policy, 'review.tasks', { count: tasks })] : []),
  ];
  return say(policy, 'review.line', {
    emoji: new Mrkdwn(emojiOf(policy, incident)),
    number,
    title: oneLine(title),
    parts: new Mrkdwn(parts.map(({ text }) => ` · ${text}`).join('')),
  });
}

type LastHeld = ReadonlyMap<string, { number: number; at: Date }>;

function exercisesMessage(
  policy: Policy,
  { due, missed }: Extract<RecurringFact, { type: 'exercises_due' }>,
  last: LastHeld,
): Message {
  const lines = due.map((each) =>
    each.what === 'drill' ? drillLine(policy, each, last) : readinessLine(policy, each),
  );
  const text = join([say(policy, 'fact.exercises_due'), ...lines]);
  return message(text, [section(text), ...missedNote(policy, missed)]);
}

function drillLine(policy: Policy, { key }: ExerciseDue, lastHeld: LastHeld): Mrkdwn {
  const drill = policy.drills.find((each) => each.key === key);
  const name = oneLine(drill?.name ?? key);
  if (drill?.type === 'review') return say(policy, 'exercise.review', { name, last: '' });
  const held = lastHeld.get(key);
  const last = held
    ? say(policy, 'exercise.last', { at: when(held.at), number: held.number })
    : say(policy, 'exercise.never');
  return say(policy, 'exercise.drill', { name, key, last });
}

function readinessLine(policy: Policy, { key }: ExerciseDue): Mrkdwn {
  const known = policy.directory.readiness.find((each) => each.key === key);
  const { owner, link } = known ?? {};
  const words = say(policy, 'exercise.link');
  return say(policy, 'exercise.readiness', {
    name: oneLine(known?.name ?? key),
    owner: owner ? say(policy, 'exercise.owner', { owner: oneLine(owner) }) : '',
    link: link ? new Mrkdwn(` · ${linkTo(link, words).text}`) : '',
  });
}

function missedNote(policy: Policy, missed: number) {
  return missed > 0 ? [context(say(policy, 'again.missed', { missed }))] : [];
}
