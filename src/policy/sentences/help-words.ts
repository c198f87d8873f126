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
} as const;
