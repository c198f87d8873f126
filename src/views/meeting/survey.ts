import type { KnownBlock, ModalView } from '@slack/types';
import {
  answerMost,
  type Question,
  questionsOf,
  type SurveyResult,
  surveyResult,
} from '../../incident/meeting/survey.ts';
import type { Policy } from '../../policy/schema.ts';
import { context, lines, option, section } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { choiceField, form, textField } from '../inputs.ts';
import { join, type Mrkdwn, mention, oneLine } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';

/** What a question reads like. */
export function questionText(policy: Policy, { key, question }: Question): string {
  if (question !== null) return question;
  return sayPlain(policy, key === 'went' ? 'meeting.question.went' : 'meeting.question.helped');
}

/** The form that asks how it went. */
export function surveyModal({ incident, policy }: ViewContext): ModalView {
  const isAnonymous = incident.state.meeting?.survey?.isAnonymous ?? true;
  return form(policy, {
    callback: 'answer_survey',
    title: sayPlain(policy, 'form.survey'),
    submit: sayPlain(policy, 'form.survey_submit'),
    metadata: { incident: incident.id },
    blocks: [
      ...questionsOf(policy).map((question) => {
        const field = {
          name: `q_${question.key}`,
          label: questionText(policy, question),
          optional: true,
        };
        if (!question.scale) return textField(field, { max: answerMost, multiline: true });
        return choiceField(
          field,
          ['1', '2', '3', '4', '5'].map((score) => option(score, score)),
        );
      }),
      context(named(policy, isAnonymous)),
    ],
  });
}

/** Whether one's name stands with one's answer. */
export function named(policy: Policy, isAnonymous: boolean): Mrkdwn {
  return say(policy, isAnonymous ? 'fact.survey_anonymous' : 'fact.survey_named');
}

/** How many answered, and what, once no more answers are taken. */
export function surveyBlocks({ incident, policy }: ViewContext): KnownBlock[] {
  const result = surveyResult(incident, policy);
  if (!result) return [];
  const { asked, answered, isOver } = result;
  if (!isOver) return [context(say(policy, 'meeting.survey_open', { answered, asked }))];
  const head = say(policy, 'meeting.survey_over', { answered, asked });
  const said = result.questions.flatMap((each) => answersLines(policy, each));
  if (said.length > 0) return lines([head, ...said]);
  return [section(head), ...(answered > 0 ? [context(say(policy, 'meeting.survey_too_few'))] : [])];
}

function answersLines(
  policy: Policy,
  { question, counts, words }: SurveyResult['questions'][number],
): Mrkdwn[] {
  const text = oneLine(questionText(policy, question));
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all > 0) {
    const average = counts.reduce((sum, count, index) => sum + count * (index + 1), 0) / all;
    const each = counts.flatMap((count, index) =>
      count > 0 ? [say(policy, 'meeting.survey_count', { score: index + 1, count })] : [],
    );
    return [
      say(policy, 'meeting.survey_scale', {
        ...{ question: text, average: average.toFixed(1) },
        counts: join(each, ', '),
      }),
    ];
  }
  if (words.length === 0) return [];
  return [
    say(policy, 'meeting.survey_words', { question: text }),
    ...words.map(({ text: said, by }) =>
      by === null
        ? say(policy, 'meeting.survey_word', { text: oneLine(said) })
        : say(policy, 'meeting.survey_word_by', { who: mention(by), text: oneLine(said) }),
    ),
  ];
}
