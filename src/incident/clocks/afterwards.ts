import type { Policy } from '../../policy/schema.ts';
import { holds } from '../conditions.ts';
import type { Draft } from '../consequences.ts';
import { milestoneAt } from '../course/milestones.ts';
import { minutesAfter } from '../instants.ts';
import { outliving, unclosed } from '../timer-rule.ts';
import { workingDaysAfter, workOn } from './counted.ts';
import { type Source, usual, whoLed } from './source.ts';

/** Clocks that outlive an incident: its postmortem and its action items. */
export function afterwardsSources(incident: Draft, policy: Policy): Source[] {
  return [...postmortemSources(incident, policy), ...actionItemSources(incident, policy)];
}

/** By when the postmortem is held, where the policy asks for one: `postmortem_held` ends it. */
function postmortemSources(incident: Draft, policy: Policy): Source[] {
  const { postmortem: review } = policy;
  const days = review?.within_days;
  if (!review || !days || review.chosen || incident.isDrill) return [];
  const startedAt = milestoneAt(incident, review.of);
  if (!startedAt || !holds(review.required, incident, policy)) return [];
  const plain = minutesAfter(startedAt, days * 24 * 60);
  const until = review.business_days ? workingDaysAfter(startedAt, days, policy) : plain;
  return [
    {
      ...usual,
      key: 'postmortem',
      startedAt,
      length: { until, warnAt: shareOf(startedAt, until, policy.clock.warn_at) },
      endedAt: milestoneAt(incident, 'postmortem_held'),
      phases: outliving,
      tells: whoLed(incident, policy),
      asks: true,
    },
  ];
}

function shareOf(from: Date, until: Date, share: number): Date {
  return new Date(from.getTime() + (until.getTime() - from.getTime()) * share);
}

/**
 * Action items, by the end of work of the day it is due, said to who has it or wrote it down; on the
 * morning of that day they are reminded. What was merged goes on in the other incident.
 */
function actionItemSources(incident: Draft, policy: Policy): Source[] {
  return incident.state.actionItems.flatMap((each) => {
    if (!each.dueOn || each.doneAt) return [];
    const { from, to, midnight } = workOn(each.dueOn, policy);
    return [
      {
        ...usual,
        key: `action_item.${each.id}`,
        startedAt: each.at,
        // Noted down after work, it has the rest of the day.
        length: { until: each.at < to ? to : midnight, warnAt: each.at < from ? from : null },
        phases: [...unclosed, 'closed'] as const,
        isPausable: false,
        tells: [each.owner ?? each.by],
        asks: true,
        inRoom: false,
      },
    ];
  });
}
