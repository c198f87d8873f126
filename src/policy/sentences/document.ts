/** Sentences on a document that is handed out: HTML, PDF, the canvas. */
export const documentSentences = {
  'document.language': 'en',
  'document.title': 'Postmortem of #{number}',
  'document.draft': 'Draft',
  'document.in_review': 'In review',
  'document.reviewed': 'Reviewed',
  'document.published': 'Published',
  'document.private': 'PRIVATE: for those who are in it, and nobody else',
  'document.drill': 'Drill: nothing was really broken',
  'document.made': 'Made at {utc} ({local})',
  'document.page': '{page} / {pages}',
  'document.nothing_yet': 'Nothing written yet.',
} as const satisfies Record<string, string>;
