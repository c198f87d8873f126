/** Sentences about the course. */
export const courseSentences = {
  'people.anyone': 'anyone',
  'people.nobody': 'nobody',
} as const;
