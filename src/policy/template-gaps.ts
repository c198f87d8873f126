/**
 * The gaps that a template of the policy may have, by their name between braces. `fillTemplate` in
 * `src/incident/telling/template.ts` fills each of them, the checker knows a template by them, and
 * the handbook prints them.
 */
export const templateGaps = [
  { name: 'number', description: 'Its number, such as 12' },
  { name: 'title', description: 'Its title' },
  { name: 'summary', description: 'What is happening, as it was said at declaration' },
  { name: 'severity', description: 'Name of the severity' },
  { name: 'kind', description: 'Name of the kind' },
  { name: 'modules', description: 'Names of the affected modules' },
  { name: 'status', description: 'Name of the status' },
  { name: 'stage', description: 'Name of the stage' },
  { name: 'public_state', description: 'Name of what the public is shown' },
  { name: 'started', description: 'When it started; when it was declared, if nobody said' },
  { name: 'declared', description: 'When it was declared' },
  { name: 'last_update', description: 'When the last status update was posted' },
  { name: 'next_update', description: 'When the next status update is promised' },
  { name: 'know', description: 'What we know, from the last update; otherwise the summary' },
  { name: 'doing', description: 'What we do, from the last update' },
  { name: 'need', description: 'What we need, from the last update' },
  { name: 'commander', description: 'Who holds the first role' },
  { name: 'room', description: 'The channel of the incident' },
  { name: 'call', description: 'Address of the call' },
  {
    name: 'current_actions',
    description: 'Tasks that people are at, one a line; otherwise what we do, from the last update',
  },
  { name: 'every', description: 'How often news is promised, such as "every 30 minutes"' },
  { name: 'resolved', description: 'When it was resolved' },
  { name: 'duration', description: 'How long it lasted, or has lasted until now' },
  { name: 'outcome', description: 'How it ended, as it was said on resolving or closing' },
  { name: 'now', description: 'When the message was filled in' },
] as const;

export type TemplateGap = (typeof templateGaps)[number]['name'];

/** Gaps that name a thing of the policy by its key, as in `{field.loss}`. */
export const keyedTemplateGaps = [
  { name: 'field', description: 'What the field holds' },
  { name: 'role', description: 'Who holds the role' },
  { name: 'milestone', description: 'When the milestone was reached' },
] as const;

/** A gap as it is written: `{title}` or `{field.loss}`. Anything else between braces is text. */
export const templateGapPattern = /\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)\}/g;
