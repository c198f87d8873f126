import { milestoneAt, reachedMilestones } from '../incident/course/milestones.ts';
import type { TimelineRow } from '../incident/places.ts';
import type { Filling } from '../incident/postmortem/sections.ts';
import type { ViewContext } from '../views/context.ts';
import { milestoneName } from '../views/course/names.ts';
import { toPlain } from '../views/mrkdwn.ts';
import { timelineSentence } from '../views/timeline.ts';
import type { DocumentBlock } from './model.ts';

/** What a section is filled from: the incident as it is, and its whole timeline. */
export interface Given extends ViewContext {
  timeline: readonly TimelineRow[];
  /** An instant as the document writes it: in UTC and in the reader's zone. */
  clock(at: Date): string;
}

/** What Muster fills in, by the policy's word for it. */
export const filled: Record<Filling, (given: Given) => DocumentBlock[]> = {
  nothing: () => [],
  summary: ({ incident }) => texts(incident.state.summary),
  impact: () => [],
  roles: () => [],
  timeline,
  milestones,
  duration: () => [],
  updates: () => [],
  obligations: () => [],
  tried: () => [],
  links: () => [],
  action_items: () => [],
};

function texts(...all: string[]): DocumentBlock[] {
  return all.filter((text) => text !== '').map((text) => ({ type: 'text', text }));
}

function timeline(given: Given): DocumentBlock[] {
  const { policy, nameOf = () => null } = given;
  const rows = given.timeline.map((row) => [
    given.clock(row.at),
    toPlain(timelineSentence(policy, row), nameOf),
  ]);
  return rows.length > 0 ? [{ type: 'table', head: ['', ''], rows }] : [];
}

function milestones(given: Given): DocumentBlock[] {
  const { incident, policy } = given;
  const rows = reachedMilestones(incident, policy).map(({ key, at }) => [
    milestoneName(policy, key),
    given.clock(milestoneAt(incident, key) ?? at),
  ]);
  return rows.length > 0 ? [{ type: 'table', head: ['', ''], rows }] : [];
}
