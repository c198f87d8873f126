import type { IncidentView } from '../incident/places.ts';
import type { Incident, UserId } from '../incident/types.ts';
import type { Report } from './report.ts';

/** What a message of the organisation says besides its fact, read when it is sent. */
export type FactContent =
  | { of: 'report'; report: Report }
  | { of: 'review'; work: OpenWork[] }
  /** When each drill was held last, by its key. */
  | { of: 'exercises'; last: ReadonlyMap<string, { number: number; at: Date }> }
  /** Who is behind the references in the fact, and open public incidents, for who hands over. */
  | { of: 'on_call'; people: ReadonlyMap<string, UserId[]>; open: IncidentView[] }
  | { of: 'nothing' };

/** Where it is read. */
export type ToldTo = 'channel' | 'person';

/** What is left to do of an incident that is resolved. */
export interface OpenWork {
  incident: Pick<Incident, 'id' | 'number' | 'title' | 'severity' | 'isDrill'>;
  followUps: number;
  /** Of these, past the day they were due. */
  late: number;
  /** Required tasks. */
  tasks: number;
}
