import type {
  PostmortemAlso,
  PostmortemEntries,
  PostmortemTimerKind,
} from '../../incident/postmortem/types.ts';
import { join, mention, oneLine } from '../mrkdwn.ts';
import { say } from '../say.ts';
import type { AlsoSentences, EntrySentences, FiredSentences } from '../timeline.ts';
import { handOutEntryViews } from './hand-out.ts';
import { reviewStatusName, sectionName } from './names.ts';

export const postmortemEntries: EntrySentences<PostmortemEntries> = {
  ...handOutEntryViews,
  hold_postmortem: ({ author, where }, policy, who) =>
    say(policy, 'entry.hold_postmortem', {
      who,
      author: author ? say(policy, 'entry.postmortem_author', { who: mention(author) }) : '',
      where: where ? say(policy, 'entry.postmortem_where', { where: oneLine(where) }) : '',
    }),
  skip_postmortem: ({ reason }, policy, who) =>
    say(policy, 'entry.skip_postmortem', {
      who,
      reason: reason ? say(policy, 'fact.reason', { reason: oneLine(reason) }) : '',
    }),
  take_postmortem: (_data, policy, who) => say(policy, 'entry.take_postmortem', { who }),
  assign_postmortem: ({ userId }, policy, who) =>
    say(policy, 'entry.assign_postmortem', { who, user: mention(userId) }),
  edit_section: ({ key, revision }, policy, who) =>
    say(policy, 'entry.edit_section', {
      who,
      section: oneLine(sectionName(policy, key)),
      revision,
    }),
  import_postmortem: ({ sections, clashes }, policy, who) => {
    const names = (keys: string[]) =>
      join(
        keys.map((key) => oneLine(sectionName(policy, key))),
        ', ',
      );
    const said = say(policy, 'entry.import_postmortem', {
      who,
      sections: names(sections.map(({ key }) => key)),
    });
    if (clashes.length === 0) return said;
    return join([said, say(policy, 'entry.import_clashes', { sections: names(clashes) })]);
  },
  set_postmortem_status: ({ from, to, empty }, policy, who) =>
    say(policy, 'entry.set_postmortem_status', {
      who,
      from: reviewStatusName(policy, from),
      to: reviewStatusName(policy, to),
      empty:
        empty.length > 0
          ? say(policy, 'entry.postmortem_empty', {
              sections: join(
                empty.map((key) => oneLine(sectionName(policy, key))),
                ', ',
              ),
            })
          : '',
    }),
  read_postmortem: (_data, policy, who) => say(policy, 'entry.read_postmortem', { who }),
  add_to_section: ({ key, lines }, policy, who) =>
    say(policy, 'entry.add_to_section', {
      who,
      section: oneLine(sectionName(policy, key)),
      count: lines.length,
    }),
};

export const postmortemAlso: AlsoSentences<PostmortemAlso> = {};

/** What the clock did. */
export const postmortemFired: FiredSentences<PostmortemTimerKind> = {};
