import { fewest, surveyResult } from '../incident/meeting/survey.ts';
import { questionText } from '../views/meeting/survey.ts';
import { sayPlain } from '../views/say.ts';
import { type Given, nameIn } from './given.ts';
import type { DocumentBlock } from './model.ts';

/** How it went for those who worked on it: how many answered, and what, once that is over. */
export function survey(given: Given): DocumentBlock[] {
  const { incident, policy } = given;
  const result = surveyResult(incident, policy);
  if (!result) return [];
  const { asked, answered, isOver } = result;
  const count: DocumentBlock = {
    type: 'text',
    text: sayPlain(policy, 'fill.survey_answered', { answered, asked }),
  };
  if (!isOver) return [count];
  const blocks = result.questions.flatMap(({ question, counts, words }): DocumentBlock[] => {
    const text = questionText(policy, question);
    const all = counts.reduce((sum, each) => sum + each, 0);
    if (all > 0) {
      const average = counts.reduce((sum, each, index) => sum + each * (index + 1), 0) / all;
      return [
        { type: 'text', text: `${text} ${average.toFixed(1)}` },
        { type: 'table', head: ['1', '2', '3', '4', '5'], rows: [counts.map(String)] },
      ];
    }
    if (words.length === 0) return [];
    const items = words.map(({ text: said, by }) =>
      by === null ? said : `${nameIn(given, by)}: ${said}`,
    );
    return [
      { type: 'text', text },
      { type: 'list', items },
    ];
  });
  const isTooFew = blocks.length === 0 && answered > 0 && answered < fewest;
  return isTooFew
    ? [count, { type: 'text', text: sayPlain(policy, 'meeting.survey_too_few') }]
    : [count, ...blocks];
}
