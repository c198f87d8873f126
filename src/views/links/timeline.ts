import type { LinksAlso, LinksEntries } from '../../incident/links/types.ts';
import { oneLine, prose } from '../mrkdwn.ts';
import { say } from '../say.ts';
import type { AlsoSentences, EntrySentences } from '../timeline.ts';
import { followUpDetails } from './follow-ups.ts';

export const linksEntries: EntrySentences<LinksEntries> = {
  add_follow_up: (data, policy, who) =>
    say(policy, 'entry.add_follow_up', {
      who,
      text: oneLine(data.text),
      details: followUpDetails(policy, data),
    }),
  finish_follow_up: ({ text }, policy, who) =>
    say(policy, 'entry.finish_follow_up', { who, text: oneLine(text) }),
  link_follow_up: ({ text, link }, policy, who) =>
    say(policy, 'entry.link_follow_up', { who, text: oneLine(text), link: prose(link) }),
};

/** What followed by itself, said after the entry it followed from. */
export const linksAlso: AlsoSentences<LinksAlso> = {
  no_follow_up: ({ classes }, policy) =>
    say(policy, 'also.no_follow_up', { classes: classes.join(', ') }),
};
