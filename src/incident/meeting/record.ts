import { withState } from '../decision.ts';
import type { Incident } from '../types.ts';
import type { Meeting, MeetingRun } from './types.ts';

const empty: Meeting = {
  roles: {},
  run: null,
  closing: {},
  threads: {},
  remindedAt: null,
  survey: null,
};

/** What is kept of the meeting, also where nothing is yet. */
export function meetingOf({ state }: Pick<Incident, 'state'>): Meeting {
  return state.meeting ?? empty;
}

export function changedMeeting(incident: Incident, changes: Partial<Meeting>): Incident {
  return withState(incident, { meeting: { ...meetingOf(incident), ...changes } });
}

/** Whether what is booked has begun, at its time or before it: nobody is reminded of it any more. */
export function isHeldAsBooked({ state }: Pick<Incident, 'state'>): boolean {
  const { booked } = state.booking;
  const { run } = meetingOf({ state });
  return booked !== null && run !== null && run.startedAt >= booked.at;
}

/** The meeting that goes on now; null: none. */
export function runOf(incident: Pick<Incident, 'state'>): MeetingRun | null {
  const { run } = meetingOf(incident);
  return run && !run.endedAt ? run : null;
}
