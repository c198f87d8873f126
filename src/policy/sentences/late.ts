/** What Muster says about its own messages: late ones and second ones. */
export const lateSentences = {
  'late.head': ':satellite_antenna: *Nothing could be told here from {from} to {to}.* Meanwhile:',
  'late.line': '{at} {what}',
  'late.room_deleted':
    ':warning: The channel of #{number} was deleted. The incident, its clocks and its pages go on; only a place to talk is missing.',
  'late.room_removed':
    ':warning: I can no longer write in the channel of #{number}: I was removed from it, or it was deleted. Invite me again there, and I tell what is waiting; or make a new one.',
  'late.new_channel': 'Create new channel',
  'late.repeat': '(possible repeat)',
} as const;
