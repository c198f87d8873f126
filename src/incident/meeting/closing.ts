import type { Policy } from '../../policy/schema.ts';
import { milestoneAt } from '../course/milestones.ts';
import {
  accept,
  entry,
  type Of,
  person,
  type Refused,
  refuse,
  type Scene,
  sync,
} from '../decision.ts';
import { markOf } from '../text.ts';
import type { Decision, Incident } from '../types.ts';
import { changedMeeting, meetingOf } from './record.ts';
import { noMeeting } from './roles.ts';

/** What is to be done at the end of the meeting; it outlives it until all of it is. */

export interface ClosingItem {
  /** Its place in the policy's list. */
  item: number;
  /** What it is kept by: the same wherever it stands in the list, another one for another text. */
  key: string;
  text: string;
  isDone: boolean;
}

/** All of it, in the policy's order. */
export function closingOf(incident: Pick<Incident, 'state'>, policy: Policy): ClosingItem[] {
  const { closing } = meetingOf(incident);
  return (policy.postmortem?.closing ?? []).map((text, item) => {
    const key = markOf(text.trim());
    return { item, key, text, isDone: Object.hasOwn(closing, key) };
  });
}

/** What of it is still to be done, once the meeting was held. */
export function openClosing(incident: Incident, policy: Policy): ClosingItem[] {
  if (!isHeld(incident)) return [];
  return closingOf(incident, policy).filter(({ isDone }) => !isDone);
}

/** Whether the meeting is over, however it was held. */
export function isHeld(incident: Incident): boolean {
  return (
    Boolean(meetingOf(incident).run?.endedAt) || milestoneAt(incident, 'postmortem_held') !== null
  );
}

export function tickClosing(scene: Scene, command: Of<'tick_closing'>): Decision {
  const { incident, policy, now } = scene;
  const { by, item, done } = command;
  const items = closingOf(incident, policy);
  const given = items.find((each) => each.item === item || each.key === item);
  const fault = noMeeting(scene);
  if (fault) return fault;
  if (!given) return unknownItem(item, items);
  if (given.isDone === done) return refuse({ code: 'same_closing' });
  const { [given.key]: _was, ...others } = meetingOf(incident).closing;
  const closing = done ? { ...others, [given.key]: { by, at: now } } : others;
  return accept(
    changedMeeting(incident, { closing }),
    entry('tick_closing', person(by), { text: given.text, done }),
    sync('postmortem'),
  );
}

/** Buttons carry keys: what such a one was about, the list does not have any more. */
function unknownItem(given: number | string, items: ClosingItem[]): Refused {
  if (typeof given === 'number') {
    return refuse({ code: 'unknown_closing', given, count: items.length });
  }
  const now = items.map(({ text, isDone }) => ({ text, isDone }));
  return refuse({ code: 'closing_changed', items: now });
}
