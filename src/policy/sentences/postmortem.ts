/** Sentences about the postmortem and its document. */
export const postmortemSentences = {
  'postmortem.head': '*Postmortem of #{number} {title}*',
  'step.postmortem': 'The message about the postmortem could not be posted.',
  'stepname.postmortem': 'message about the postmortem',
} as const satisfies Record<string, string>;
