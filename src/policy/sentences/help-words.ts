/** What each word of `/incident` does: `/incident help take`, and the handbook's page of commands. */
export const helpWordSentences = {
  'help.word.declare':
    'Declares an incident. Alone it opens the form; `/incident declare API is down sev1` needs none. `--private` keeps it among those invited, `--drill` makes it a practice.',
  'help.word.take': 'Takes a role: `/incident take`, or `/incident take scribe`.',
  'help.word.assign': 'Gives a role to somebody: `/incident assign @ann comms`.',
  'help.word.handover':
    'Offers your role to somebody, who has to accept: `/incident handover @ann`. They get a brief.',
  'help.word.accept': 'Accepts a role that was offered to you.',
  'help.word.decline': 'Declines a role that was offered to you.',
  'help.word.giveup': 'Gives up your role; the room is told.',
  'help.word.postmortem':
    'Shows the postmortem: `/incident postmortem write cause` opens the form of that section, and there are `take`, `assign @ann`, `hold` and `none`.',
  'help.word.severity': 'Changes the severity: `/incident severity sev2 because half of it works`.',
  'help.word.status': 'Changes the status: `/incident status monitoring because it holds`.',
  'help.word.title': 'Changes the title: `/incident title Cards are refused`.',
  'help.word.update':
    'Posts a status update. Alone it opens the form; `/incident update we found it` needs none.',
  'help.word.snooze':
    'Moves a promised update, with a reason: `/incident snooze 20 because we wait for a restart`.',
  'help.word.onit': 'Says that you are writing the update that is due.',
  'help.word.note':
    'Writes into the timeline: `/incident note decision: we roll back`. Also `finding:`, `tried:` and `question:`.',
  'help.word.timeline': 'Shows the timeline; `/incident timeline file` sends it as a file.',
  'help.word.resolve': 'Says that it is over, and how: `/incident resolve rolled back`.',
  'help.word.close': 'Closes it for good once nothing is left to do.',
  'help.word.reopen': 'Opens it again, with a reason.',
  'help.word.cancel': 'Says that it was no incident.',
  'help.word.list': 'Lists what is open.',
  'help.word.mine': 'Lists those that you are part of.',
  'help.word.find': 'Finds incidents by words: `/incident find checkout`.',
  'help.word.show': 'Shows one with its buttons: `/incident show #12`.',
  'help.word.panel': 'Shows the incident of this room with its buttons.',
  'help.word.retry': 'Tries again what Slack refused, such as pinning the card.',
  'help.word.help': 'Tells what there is: `/incident help roles`, `/incident help take`.',
  'help.word.kind':
    'Changes the kind: `/incident kind security because a key leaked`. Work that was done is kept; what is owed is counted anew.',
  'help.word.module': 'Says what is affected: `/incident module payments`.',
  'help.word.field':
    'Gives a field: `/incident field impact half of all orders`. Alone it asks for all of them.',
  'help.word.isincident': 'Says that it is an incident, with a reason.',
  'help.word.notincident': 'Declines it: it is no incident, and is not counted.',
  'help.word.stage':
    'Moves to a stage of the process: `/incident stage recovery because it holds`.',
  'help.word.public': 'Says what the public is shown: `/incident public monitoring`.',
  'help.word.approve': 'Gives the approval that is asked for before it goes on.',
  'help.word.milestone':
    'Shows the milestones; `/incident milestone cause found at 14:05` sets one.',
  'help.word.call':
    'Starts the call; `/incident call join` and `/incident call end` for the one that is on.',
  'help.word.escalate':
    'Pages the next level of an escalation: alone it opens the form, which says where they stand; `/incident escalate security it spreads` needs none. `/incident escalate stop because …` ends it.',
  'help.word.page':
    'Pages people, a rotation, a team or a role at once: `/incident page @ann @ben db is on fire`, `/incident page primary`.',
  'help.word.ack': 'Says that you are coming, when you were paged; you are asked into the room.',
  'help.word.cant': 'Says that you cannot come, when you were paged: the next is paged at once.',
  'help.word.tell': 'Writes to an audience: `/incident tell customers` opens its message.',
  'help.word.obligations':
    'Shows what is owed to others and by when; `/incident obligations met …` closes one with its proof.',
  'help.word.contact':
    'Shows whom to call and how: `/incident contact hosting`. Also where there is no incident.',
  'help.word.follow':
    'Sends you its updates by direct message: `/incident follow`, or `/incident follow every 30m`.',
  'help.word.unfollow': 'Stops that.',
  'help.word.tickets': 'Shows how related tickets are found, with the title filled in.',
  'help.word.statuspage': 'Shows the status page, how an entry is made and what its states mean.',
  'help.word.action': 'Adds an action item: `/incident action Replace the pool @ann in 3 days`.',
  'help.word.actions': 'Lists the action items.',
  'help.word.attach': 'Takes files as evidence, with who gave them and their checksum.',
  'help.word.merge':
    'Merges this one into another, where it goes on: `/incident merge #7 because it is the same`.',
  'help.word.relate': 'Ties two incidents to each other: `/incident relate #7`.',
  'help.word.unrelate': 'Unties them again.',
  'help.word.sub':
    'Declares an incident that is a part of this one: `/incident sub Search is slow`.',
  'help.word.private': 'Makes it private from now on, with a reason. It cannot be undone.',
  'help.word.adopt':
    'Makes the channel you are in the room of an incident, also of one that has none: `/incident adopt #12`.',
  'help.word.past': 'Enters an incident that is over, with its times; nobody is asked in.',
  'help.word.stats': 'Shows this month in numbers: how many, how long, what was in time.',
  'help.word.changes':
    'Shows what changed lately: `/incident changes`, or `/incident changes 6` for six hours.',
  'help.word.doctor':
    'Compares what is in Slack with what should be; `/incident doctor repair` mends what is wrong.',
  'help.word.drill':
    'Holds a drill: the form, `/incident drill tabletop`, or `/incident drill API is down sev1`. `/incident drill score` says how it goes.',
  'help.word.inject':
    'Tells the room of a drill what happens: `/incident inject Monitoring: the queue grows`.',
} as const;
