/** Sentences about incidents that look like another one, and the same that came again. */
export const similarSentences = {
  'similar.found': ':mag: *This happened before, perhaps:*',
  'similar.title': '*Incidents like #{number} {title}*',
  'similar.none': 'No other incident looks like #{number}.',
  'similar.one': '*#{number} {title}*, {at}',
  'similar.ended': 'How it ended: {outcome}',
  'similar.open': 'It is still open.',
  'similar.words': 'same words: {words}',
  'similar.module': 'same service: {modules}',
  'similar.kind': 'same kind: {kind}',
  'similar.hint':
    'If it is the same again, say so: it is counted. `/incident similar` shows this again.',
  'similar.brief': ':mag: Perhaps like {numbers}: `/incident similar` says why.',

  'section.similar': 'What happened before',
  'fill.past': 'Incident',
  'fill.ended': 'How it ended',
  'fill.why': 'Why it looks like it',
  'fill.again': 'It happened {count} times since {since}: {numbers}',
  'triage.like': ':mag: Looks like #{number} of {at}',
  'triage.like_ended': ':mag: Looks like #{number} of {at}, which ended so: {outcome}',

  'button.same_as': 'Same as #{number}',
  'button.similar': 'Similar incidents',

  'card.tie.same': ':repeat: The same again as {other}',
  'card.again': ':repeat: It happened {count} times since {since}',

  'fact.same_again': ':repeat: {by}: this is the same again as #{other}.',
  'fact.same_counted':
    ':repeat: {by}: this is the same again as #{other}. It happened {count} times since {since}: {numbers}',

  'done.same_as': '#{number} is the same again as #{other}. It is counted.',
  'entry.same_as': '{who} said that it is the same again as #{other}',

  'help.word.similar':
    'Shows past incidents that look like this one, why, and how they ended: `/incident similar #12`.',
  'help.word.same':
    'Says that this is the same again as another one, so that it is counted: `/incident same #7`.',
} as const;
