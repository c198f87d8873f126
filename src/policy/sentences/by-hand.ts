/** Sentences about work by hand while Muster cannot record, and about taking it in afterwards. */
export const byHandSentences = {
  'by_hand.lead': '*To declare an incident, do not wait for Muster. Begin by hand:*',
  'by_hand.channel': '1. Make a channel, such as `{name}`.',
  'by_hand.channel_private': '1. Make a *private* channel, such as `{name}`.',
  'by_hand.invite': '2. Invite {people}, and agree who is *{role}*.',
  'by_hand.invite_nobody': '2. Invite who is needed, and agree who is *{role}*.',
  'by_hand.say': '3. Say there what is known. Put a :pushpin: on what matters.',
  'by_hand.adopt':
    '4. When Muster is back, type `/incident adopt` there: the channel becomes the war room.',
  'by_hand.form':
    'No time? Make a channel, such as {name}, and begin there. When Muster is back, type /incident adopt in it.',

  'done.adopt_room': 'This channel becomes the room of #{number} in a moment.',
  'refused.room_private':
    'This channel is private and the incident is not. Make it private first, or use a public channel.',
  'refused.room_public': 'Everybody can read this channel, and the incident is private.',
  'fact.room_adopted':
    ':wave: This channel is now the room of *#{number} {title}*; {by} took it in. Everybody here takes part ({people}). {taken}{kept}',
  'fact.room_adopted_marked':
    'Pinned messages and those with :pushpin: go into its timeline, under their own times.',
  'fact.room_adopted_latest':
    'Pinned messages, those with :pushpin: and the last {count} of people go into its timeline, under their own times.',
  'fact.room_adopted_kept': 'Left as you made it: {what}.',
  'room.kept.topic': 'topic',
  'room.kept.purpose': 'description',
  'entry.adopt_room': '{who} took in this channel as the room',
  'entry.adopt_room_began': '{who} took in this channel as the room; it began {at}',
  'entry.room_adopted': 'The channel became the room; people in it: {people}',
  'entry.taken_in': '{author}, {at}: {text} (added later by {who})',
  'entry.taken_in_message': '{author}, {at}: {text} ({link}, added later by {who})',
  'entry.taken_in_operator': 'who runs Muster',

  'form.adopt': 'Take in this channel',
  'form.adopt_submit': 'Take in',
  'form.adopt_lead':
    '#{channel} becomes the room of a new incident. Its name stays, and Muster never archives it.',
  'form.adopt_lead_of':
    '#{channel} becomes the room of *#{number} {title}*. Its name stays, and Muster never archives it.',
  'form.adopt_private': ':lock: It is private, so the incident is, too.',
  'form.adopt_public': 'Everybody can read it.',
  'form.adopt_many': ':warning: {count} people are in it and all of them will take part.',
  'form.adopt_old':
    ':warning: It was made {at}: is it really the channel of this incident, and of nothing else?',
  'form.adopt_began': 'It began',
  'form.adopt_messages': 'What goes into the timeline?',
  'form.adopt_marked': 'What is pinned or has a 📌',
  'form.adopt_latest': 'Pinned, 📌 and the last {count} messages',

  'adopt.not_here':
    'Type `/incident adopt` in the channel that is to become the room. Direct messages cannot.',
  'adopt.invite_me':
    'I cannot see this channel. Type `/invite {me}` here, then `/incident adopt` again.',
  'adopt.room_of': 'This channel is the room of #{number} already.',
  'adopt.general':
    'This channel is for everybody or for announcements. Make a channel of its own and type it there.',
  'adopt.shared':
    'People of another organisation are in this channel. Make a channel of your own and type it there.',
  'adopt.has_room': '#{number} has a room already: {room}. `/incident merge` joins two incidents.',
  'adopt.expired': 'The form could not open in time. Please type `/incident adopt` again.',
} as const;
