import type { LeftToDo } from '../incident/action-items/review.ts';
import type { IncidentView } from '../incident/places.ts';
import type { SendKind } from '../incident/repair.ts';
import type { Incident, UserId } from '../incident/types.ts';
import type { Nag } from './nags.ts';
import type { Report } from './report.ts';

/** What a message of the organisation says besides its fact, read when it is sent. */
export type FactContent =
  /** `undecided`: of how many public incidents nobody chose yet whether they get a postmortem. */
  | { of: 'report'; report: Report; undecided?: number }
  /** `before`: how much there was the last time. */
  | { of: 'review'; work: OpenWork[]; before: number; undecided?: number }
  /** What one person hears of; `more` of theirs are open besides. */
  | { of: 'action_items'; nag: Nag; more: number }
  /** When each drill was held last, by its key. */
  | { of: 'exercises'; last: ReadonlyMap<string, { number: number; at: Date }> }
  /** Who is behind the references in the fact, and open public incidents, for who hands over. */
  | { of: 'on_call'; people: ReadonlyMap<string, UserId[]>; open: IncidentView[] }
  | { of: 'given_up'; sends: GivenUp[] }
  | { of: 'nothing' };

/** A send that nobody tries any more: never what is in it. */
export interface GivenUp {
  /** By which it is named everywhere. */
  id: string;
  /** Null: it belongs to no incident. */
  number: number | null;
  isPrivate: boolean;
  kind: SendKind;
  attempts: number;
  /** Slack's code, or the wire's. */
  error: string;
  /** It may be in Slack already. */
  isDoubtful: boolean;
}

/** Where it is read. */
export type ToldTo = 'channel' | 'person';

/** What is left to do of an incident that is resolved. */
export interface OpenWork extends LeftToDo {
  incident: Pick<Incident, 'id' | 'number' | 'title' | 'severity' | 'isDrill'>;
}
