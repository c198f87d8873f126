/** `/incident help`: short enough for a phone. */
export const helpSentences = {
  'help.title': '*Muster* runs incidents with you, here in Slack.',
  'help.start':
    '`/incident` opens the form, or in a war room its panel.\n`/incident declare API is down sev1` needs no form.\n`declare a leak --private` · `declare practice --drill`',
  'help.room':
    '*In a war room* (elsewhere, add `#12`)\n`take` `assign @ann comms` `handover @ann` `giveup`\n`update` or `update we found it` · `snooze 20 because …` · `onit`\n`severity sev2 because …` · `status` · `title`\n`note decision: …` · `timeline` · `timeline file`\n`resolve` `close` `reopen` `cancel`',
  'help.anywhere': '*Anywhere*\n`list` `mine` `find checkout` `show #12` `help`',
  'help.pin': 'A :pushpin: on a message, or pinning it, puts it into the timeline.',
} as const;
