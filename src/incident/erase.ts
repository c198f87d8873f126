import {
  accept,
  entry,
  homes,
  type Of,
  reasonFault,
  refuse,
  type Scene,
  sync,
} from './decision.ts';
import { isEnded } from './lookup.ts';
import type { Decision, Effect, Incident, IncidentState } from './types.ts';

/** Text that is taken out for good, because the law or a person's right says so. */

/** Text is taken out for good: of these lines, or of the whole incident. Only an operator may. */
export interface EraseText {
  type: 'erase_text';
  lines: number[] | 'all';
  reason: string;
}

/** What an incident is called whose text was taken out. */
export const erasedTitle = '(removed)';

/**
 * Says in the timeline which lines lose their text and why; who carries it out empties them. A whole
 * incident must be over: who works on it needs what it says.
 */
export function eraseText({ incident }: Scene, command: Of<'erase_text'>): Decision {
  const { lines, reason } = command;
  const fault = reasonFault(reason);
  if (fault) return fault;
  if (lines === 'all' && !isEnded(incident.phase)) {
    return refuse({ code: 'not_ended', phase: incident.phase });
  }
  const isThere = (seq: number) => seq >= 1 && seq <= incident.version;
  if (lines !== 'all' && !lines.every(isThere)) return refuse({ code: 'not_found' });
  const said = entry('erase_text', { kind: 'operator' }, { lines, reason });
  if (lines !== 'all') return accept(unfound(incident), said, wordsAnew(incident));
  const { actionItems, postmortem } = incident.state;
  return accept(bare(incident), said, [
    ...sync('card', 'topic', 'purpose', 'news'),
    ...(postmortem.shownAt ? sync('postmortem') : []),
    // Their Home tabs showed them.
    ...homes(...actionItems.map(({ owner }) => owner)),
  ]);
}

/** It is found by no words of its postmortem until those that are left were read anew. */
function unfound(incident: Incident): Incident {
  const { state } = incident;
  return { ...incident, state: { ...state, postmortem: { ...state.postmortem, words: [] } } };
}

function wordsAnew({ state }: Incident): Effect[] {
  return state.postmortem.status === 'published'
    ? [{ family: 'announce', type: 'find_words' }]
    : [];
}

/** What the figures of a year need, without a word that somebody typed. */
function bare(incident: Incident): Incident {
  const { state } = incident;
  const silent: IncidentState = {
    ...state,
    summary: '',
    origin: null,
    offers: {},
    updates: { ...state.updates, last: null, snooze: null },
    failedSteps: {},
    outcome: null,
    fields: {},
    lists: {},
    tasks: {},
    addedTasks: [],
    measures: {},
    milestones: mapped(state.milestones, (each) => ({ ...each, text: '' })),
    call: null,
    booking: withoutWhere(state.booking),
    postmortem: { ...state.postmortem, where: '', sections: {}, words: [] },
    meeting: withoutWords(state.meeting),
    messages: [],
    obligations: {},
    similar: null,
    related: state.related.map((tie) => ({ ...tie, title: '' })),
    files: [],
    actionItems: [],
    improving: false,
    clocks: mapped(state.clocks, ({ pause: _, ...each }) => each),
    pages: state.pages.map((page) => ({ ...page, reason: '' })),
  };
  return { ...incident, title: erasedTitle, state: silent };
}

function withoutWhere(booking: IncidentState['booking']): IncidentState['booking'] {
  const { booked } = booking;
  return booked ? { ...booking, booked: { ...booked, where: '' } } : booking;
}

/** Of how it went for people only the numbers stay. */
function withoutWords(meeting: IncidentState['meeting']): IncidentState['meeting'] {
  if (!meeting?.survey) return meeting;
  const answers = meeting.survey.answers.filter(({ given }) => /^[1-5]$/.test(given));
  return { ...meeting, survey: { ...meeting.survey, answers } };
}

function mapped<T, R>(record: Record<string, T>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
