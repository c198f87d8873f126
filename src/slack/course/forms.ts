import type { PersonCommand } from '../../incident/types.ts';
import {
  callModal,
  milestoneModal,
  publicStateModal,
  stageModal,
} from '../../views/course/modals.ts';
import type { FormOf } from '../forms.ts';
import type { Submitted } from '../modals.ts';
import { wholeTime, zoneOf } from './times.ts';

/** The form behind each word that has one. */
export const courseForms = {
  change_stage: (view, _viewer, preset) => stageModal(view, preset),
  change_public_state: (view, _viewer, preset) => publicStateModal(view, preset),
  set_milestone: (view, viewer, preset) =>
    milestoneModal(view, preset, view.zoneOf?.(viewer) ?? 'UTC'),
  start_call: (view, _viewer, preset) => callModal(view, preset),
} as const satisfies Record<string, FormOf>;

/** The command each form makes when it is sent, by its callback id. */
export const courseSubmissions = {
  change_stage: ({ userId: by, filled }) => ({
    type: 'change_stage',
    by,
    stage: filled.choice('stage'),
    reason: filled.text('reason'),
  }),
  change_public_state: ({ userId: by, filled }) => ({
    type: 'change_public_state',
    by,
    state: filled.choice('state'),
    reason: filled.text('reason'),
  }),
  set_milestone: ({ desk, userId: by, filled }) => ({
    type: 'set_milestone',
    by,
    milestone: filled.choice('milestone'),
    at: wholeTime(filled.text('at'), desk.ports.now(), zoneOf(desk, by)),
    people: filled.people('people'),
    text: filled.text('text'),
    reason: filled.text('reason'),
  }),
  start_call: ({ userId: by, filled }) => ({
    type: 'start_call',
    by,
    link: filled.text('link'),
  }),
} as const satisfies Record<string, (submitted: Submitted) => PersonCommand>;

/** The field a refusal of the course is about; null where it is about none. */
export function courseBlockOf({ code }: { code: string }): string | null {
  switch (code) {
    case 'bad_time':
    case 'in_future':
      return 'at';
    case 'unknown_milestone':
      return 'milestone';
    case 'unknown_stage':
    case 'same_stage':
      return 'stage';
    case 'unknown_public_state':
    case 'same_public_state':
      return 'state';
    case 'no_call_link':
    case 'bad_call_link':
    case 'call_on':
      return 'link';
    case 'may_not_hold':
    case 'not_with':
      return 'user';
    default:
      return null;
  }
}
