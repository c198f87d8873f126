import type {
  ActionItemsAlso,
  ActionItemsEntries,
  ActionItemsTimerKind,
} from '../../incident/action-items/types.ts';
import { oneLine, prose } from '../mrkdwn.ts';
import { say } from '../say.ts';
import type { AlsoSentences, EntrySentences, FiredSentences } from '../timeline.ts';
import { actionItemDetails } from './list.ts';

export const actionItemsEntries: EntrySentences<ActionItemsEntries> = {
  add_action_item: (data, policy, who) =>
    say(policy, 'entry.add_action_item', {
      who,
      text: oneLine(data.text),
      details: actionItemDetails(policy, data),
    }),
  finish_action_item: ({ text }, policy, who) =>
    say(policy, 'entry.finish_action_item', { who, text: oneLine(text) }),
  link_action_item: ({ text, link }, policy, who) =>
    say(policy, 'entry.link_action_item', { who, text: oneLine(text), link: prose(link) }),
};

export const actionItemsAlso: AlsoSentences<ActionItemsAlso> = {
  no_action_item: ({ kinds }, policy) =>
    say(policy, 'also.no_action_item', { kinds: kinds.join(', ') }),
};

/** What the clock did. */
export const actionItemsFired: FiredSentences<ActionItemsTimerKind> = {};
