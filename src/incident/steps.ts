/** The places in Slack that delivery makes, in the order in which people miss them. */
export const steps = [
  'room',
  'topic',
  'purpose',
  'bookmark',
  'card',
  'pin',
  'invite',
  'news',
  'postmortem',
  'meeting',
  'canvas',
  'archive',
  'files',
  'withdrawn',
  'old_room',
] as const;
