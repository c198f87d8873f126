import type { PersonCommand } from '../../incident/types.ts';
import { surveyModal } from '../../views/meeting/survey.ts';
import { confidants, unsafeModal } from '../../views/meeting/unsafe.ts';
import type { FormOf } from '../forms.ts';
import type { Submitted } from '../modals.ts';
import { markOf } from './mark.ts';

/** The form behind each word that has one. */
export const meetingForms = {
  unsafe: (view, _viewer, { arg }) => {
    const can = confidants(view);
    return unsafeModal(view, can.find((each) => each === arg) ?? can[0] ?? 'people');
  },
  answer_survey: (view) => surveyModal(view),
} as const satisfies Record<string, FormOf>;

/** The command each form makes when it is sent, by its callback id. */
export const meetingSubmissions = {
  answer_survey: ({ desk, userId: by, filled, metadata }) => ({
    type: 'answer_survey',
    by,
    mark: markOf(desk, metadata.incident ?? 0, by),
    answers: Object.fromEntries(
      filled.names
        .filter((name) => name.startsWith('q_'))
        .map((name) => [name.slice('q_'.length), filled.choice(name) || filled.text(name)]),
    ),
  }),
} as const satisfies Record<string, (submitted: Submitted) => PersonCommand>;
