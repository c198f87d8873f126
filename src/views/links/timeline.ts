import type { LinksAlso, LinksEntries } from '../../incident/links/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { join, type Mrkdwn, oneLine, prose } from '../mrkdwn.ts';
import { say } from '../say.ts';
import { measureName } from '../tasks/names.ts';
import type { AlsoSentences, EntrySentences } from '../timeline.ts';
import { adoptEntries } from './adopt.ts';
import { fieldNamed, fileNames } from './files.ts';
import { numbers as numbered } from './ties.ts';

export const linksEntries: EntrySentences<LinksEntries> = {
  ...adoptEntries,
  attach_files: ({ field, files }, policy, who) => {
    const values = { who, files: fileNames(files) };
    if (field === null) return say(policy, 'entry.attach_files', values);
    return say(policy, 'entry.attach_files_as', { ...values, field: fieldNamed(policy, field) });
  },
  files_kept: ({ files }, policy) => {
    const lines = files.map(({ name, sha256, copiedTo: path }) => {
      const values = { name: oneLine(name), hash: sha256 };
      if (path === null) return say(policy, 'entry.file_kept', values);
      return say(policy, 'entry.file_copied', { ...values, path });
    });
    return say(policy, 'entry.files_kept', { files: join(lines, '; ') });
  },
  make_private: ({ reason }, policy, who) =>
    say(policy, 'entry.make_private', {
      who,
      reason: reason ? say(policy, 'fact.reason', { reason: prose(reason) }) : '',
    }),
  merge: ({ into, reason }, policy, who) =>
    say(policy, 'entry.merge', {
      who,
      into,
      reason: reason ? say(policy, 'fact.reason', { reason: prose(reason) }) : '',
    }),
  take_in: (data, policy, who) =>
    say(policy, 'entry.take_in', {
      who,
      from: data.from,
      count: cameAlong(data, policy),
    }),
  relate: ({ other }, policy, who) => say(policy, 'entry.relate', { who, other }),
  same_as: ({ other }, policy, who) => say(policy, 'entry.same_as', { who, other }),
  unrelate: ({ other }, policy, who) => say(policy, 'entry.unrelate', { who, other }),
  tie_changed: ({ number, what }, policy) => say(policy, `entry.tie.${what}`, { number }),
};

/** What another incident brought along, counted. */
function cameAlong(data: LinksEntries['take_in'], policy: Policy): Mrkdwn {
  const { people, obligations, measures, actionItems, files, milestones } = data;
  const named = obligations.map((key) => {
    const known = policy.obligations.find((each) => each.key === key.split(':')[0]);
    return known?.name ?? key;
  });
  const undone = measures.map((key) => measureName(policy, key));
  return join(
    [
      say(policy, 'entry.take_in.people', { count: people }),
      ...(named.length > 0
        ? [say(policy, 'entry.take_in.obligations', { names: named.join(', ') })]
        : []),
      ...(undone.length > 0
        ? [say(policy, 'entry.take_in.measures', { names: undone.join(', ') })]
        : []),
      ...(actionItems > 0
        ? [say(policy, 'entry.take_in.action_items', { count: actionItems })]
        : []),
      ...(files > 0 ? [say(policy, 'entry.take_in.files', { count: files })] : []),
      ...(milestones.length > 0 ? [say(policy, 'entry.take_in.milestones')] : []),
    ],
    ', ',
  );
}

/** What followed by itself, said after the entry it followed from. */
export const linksAlso: AlsoSentences<LinksAlso> = {
  subs_open: ({ numbers }, policy) => say(policy, 'also.subs_open', { numbers: numbered(numbers) }),
};
