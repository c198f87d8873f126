import type { Policy } from '../../policy/schema.ts';
import { openActionItems } from '../action-items/open.ts';
import type { Draft } from '../consequences.ts';
import { milestoneAt } from '../course/milestones.ts';
import { minutesAfter } from '../instants.ts';
import { byPolicy, isAskedFor } from '../postmortem/whether.ts';
import { outliving, unclosed } from '../timer-rule.ts';
import { workingDaysAfter, workOn } from './counted.ts';
import { type Source, usual, whoLed } from './source.ts';

/** Clocks that outlive an incident: its postmortem and its action items. */
export function afterwardsSources(incident: Draft, policy: Policy): Source[] {
  return [...postmortemSources(incident, policy), ...actionItemSources(incident, policy)];
}

/**
 * By when the postmortem is held, where there is one: `postmortem_held` ends it. What people chose
 * counts from when they chose it, where that came later.
 */
function postmortemSources(incident: Draft, policy: Policy): Source[] {
  const { postmortem: review } = policy;
  const days = review?.within_days;
  if (!review || !days || !isAskedFor(incident, policy)) return [];
  const { choice, author } = incident.state.postmortem;
  const from = milestoneAt(incident, review.of);
  if (!from) return [];
  const isChosen = choice !== null && byPolicy(incident, policy) !== 'held';
  const startedAt = isChosen && choice.at > from ? choice.at : from;
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
      // Who writes it may be gone; that people meet is the matter of who led besides.
      tells: [...new Set([...(author ? [author.userId] : []), ...whoLed(incident, policy)])],
      asks: true,
    },
  ];
}

function shareOf(from: Date, until: Date, share: number): Date {
  return new Date(from.getTime() + (until.getTime() - from.getTime()) * share);
}

/**
 * Action items, by the end of work of the day each is due. Nobody is told by the incident: who has
 * them hears once a day of all of theirs together (`organisation/nags.ts`).
 */
function actionItemSources(incident: Draft, policy: Policy): Source[] {
  return openActionItems(incident).map((each) => {
    const { to, midnight } = workOn(each.dueOn, policy);
    return {
      ...usual,
      key: `action_item.${each.id}`,
      startedAt: each.at,
      // Noted down after work, it has the rest of the day.
      length: { until: each.at < to ? to : midnight, warnAt: null },
      phases: [...unclosed, 'closed'] as const,
      isPausable: false,
      warns: false,
      inRoom: false,
    };
  });
}
