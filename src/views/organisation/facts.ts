import { dayAt } from '../../incident/links/days.ts';
import type { FactContent, ToldTo } from '../../organisation/content.ts';
import type { ExerciseDue, OrganisationFact, RecurringFact } from '../../organisation/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { message, section, shortMessage } from '../blocks.ts';
import type { Message } from '../context.ts';
import { join, linkTo, Mrkdwn, oneLine, when } from '../mrkdwn.ts';
import { onCallFactMessage } from '../on-call/facts.ts';
import { operatorsMessage } from '../operators.ts';
import { withCases } from '../postmortem/cases.ts';
import { say } from '../say.ts';
import { missedNote } from './missed.ts';
import { nagMessage } from './nag.ts';
import { reportMessage } from './report.ts';
import { reviewMessage } from './review.ts';

/** What is told that belongs to no incident. */

export interface Told {
  fact: OrganisationFact;
  content: FactContent;
  to: ToldTo;
  /** Story time. */
  now: Date;
}

/** The message about a fact, by the policy in force. */
export function organisationMessage(policy: Policy, { fact, content, to, now }: Told): Message {
  switch (fact.type) {
    case 'report_due':
      if (content.of !== 'report') throw new Error('a report without its numbers');
      return withCases(policy, reportMessage(policy, fact, content.report), content.undecided);
    case 'review_due':
      if (content.of !== 'review') throw new Error('a review without what is left');
      return reviewMessage(policy, { fact, work: content.work, undecided: content.undecided, now });
    case 'review_retired': {
      const day = dayAt(fact.at, policy.calendar.zone);
      return shortMessage(say(policy, 'review.retired', { day }));
    }
    case 'action_items_due':
      if (content.of !== 'action_items') throw new Error('a reminder without what it is of');
      return nagMessage(policy, { ...content, now });
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
