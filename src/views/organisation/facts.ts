import type { FactContent, OpenWork, ToldTo } from '../../organisation/content.ts';
import type { OrganisationFact, RecurringFact } from '../../organisation/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { button, context, message, section, shortMessage } from '../blocks.ts';
import type { Message } from '../context.ts';
import { join, linkTo, Mrkdwn, oneLine, when } from '../mrkdwn.ts';
import { emojiOf } from '../names.ts';
import { onCallFactMessage } from '../on-call/facts.ts';
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
    case 'drill_due':
      return drillMessage(policy, fact, content.of === 'drill' ? content.last : null);
    case 'readiness_due':
      return readinessMessage(policy, fact);
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

function workLine(policy: Policy, { incident, followUps, late, tasks }: OpenWork): Mrkdwn {
  const { number, title } = incident;
  const count = followUps;
  const parts = [
    ...(followUps > 0 && late === 0 ? [say(policy, 'review.follow_ups', { count })] : []),
    ...(late > 0 ? [say(policy, 'review.follow_ups_late', { count, late })] : []),
    ...(tasks > 0 ? [say(policy, 'review.tasks', { count: tasks })] : []),
  ];
  return say(policy, 'review.line', {
    emoji: new Mrkdwn(emojiOf(policy, incident)),
    number,
    title: oneLine(title),
    parts: new Mrkdwn(parts.map(({ text }) => ` · ${text}`).join('')),
  });
}

function drillMessage(
  policy: Policy,
  { drill: key, missed }: Extract<RecurringFact, { type: 'drill_due' }>,
  last: { number: number; at: Date } | null,
): Message {
  const drill = policy.drills.find((each) => each.key === key);
  const how = {
    tabletop: () => say(policy, 'drill_due.tabletop', { key }),
    fire_drill: () => say(policy, 'drill_due.start', { key }),
    review: () => say(policy, 'drill_due.review'),
  }[drill?.type ?? 'fire_drill']();
  const text = say(policy, 'fact.drill_due', { name: oneLine(drill?.name ?? key), how });
  const held = last
    ? say(policy, 'drill_due.last', { at: when(last.at), number: last.number })
    : say(policy, 'drill_due.never');
  return message(text, [
    section(text),
    ...(drill?.type === 'review' ? [] : [context(held)]),
    ...missedNote(policy, missed),
  ]);
}

function readinessMessage(
  policy: Policy,
  { item, missed }: Extract<RecurringFact, { type: 'readiness_due' }>,
): Message {
  const known = policy.directory.readiness.find(({ key }) => key === item);
  const text = say(policy, 'fact.readiness_due', { name: oneLine(known?.name ?? item) });
  const { owner, link } = known ?? {};
  const more = [
    ...(owner ? [say(policy, 'readiness_due.owner', { owner })] : []),
    ...(link ? [linkTo(link, say(policy, 'readiness_due.link'))] : []),
  ];
  const about = more.length > 0 ? [context(join(more, ' · '))] : [];
  return about.length + missed === 0
    ? shortMessage(text)
    : message(text, [section(text), ...about, ...missedNote(policy, missed)]);
}

function missedNote(policy: Policy, missed: number) {
  return missed > 0 ? [context(say(policy, 'again.missed', { missed }))] : [];
}
