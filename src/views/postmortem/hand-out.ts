import type { Button } from '@slack/types';
import type { HandOutCommand, HandOutEntries } from '../../incident/postmortem/hand-out-types.ts';
import { audienceOf } from '../../incident/telling/audiences.ts';
import type { UserId } from '../../incident/types.ts';
import { button, shortMessage } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import type { DoneViews } from '../done.ts';
import { channel, join, type Mrkdwn, mention, oneLine } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { audienceName } from '../telling/names.ts';
import type { EntrySentences } from '../timeline.ts';

/** The document given to somebody: its buttons, and what is said of it. */

export function handOutButtons({
  policy,
  incident,
}: Pick<ViewContext, 'policy' | 'incident'>): Button[] {
  const value = { incident: incident.id };
  return [
    button('export_postmortem', sayPlain(policy, 'button.export_postmortem'), value),
    button('send_record', sayPlain(policy, 'button.send_record'), value),
  ];
}

/** What stands above the file. */
export function recordComment(
  { policy, incident }: ViewContext,
  { audience, by, note }: { audience: string; by: UserId; note: string },
): Message {
  const { number, title } = incident;
  const outside = audienceOf(policy, audience)?.outside ?? false;
  const head = outside
    ? say(policy, 'record.hand_on', { audience: audienceName(policy, audience), number })
    : say(policy, 'record.comment', { who: mention(by), number, title: oneLine(title) });
  return shortMessage(join([head, ...(note ? [oneLine(note)] : [])]));
}

export const handOutDone: DoneViews<HandOutCommand> = {
  ask_document: ({ policy, incident }) =>
    say(policy, 'done.ask_document', { number: incident.number }),
  send_record: ({ policy, incident }, { audience }) =>
    say(policy, 'done.send_record', {
      number: incident.number,
      audience: audienceName(policy, audience),
    }),
};

export const handOutEntryViews: EntrySentences<HandOutEntries> = {
  ask_document: ({ form }, policy, who) =>
    say(policy, 'entry.ask_document', { who, form: form.toUpperCase() }),
  send_record: ({ audience, note }, policy, who) =>
    say(policy, 'entry.send_record', {
      who,
      audience: audienceName(policy, audience),
      note: note ? say(policy, 'entry.send_record_note', { text: oneLine(note) }) : '',
    }),
  record_sent: ({ audience, sender, sha256, to, missed }, policy) => {
    const said = {
      by: mention(sender),
      audience: audienceName(policy, audience),
      missed: join(
        missed.map(({ where, error }) =>
          say(policy, 'entry.record_missed', { where: oneLine(where), error }),
        ),
        '',
      ),
    };
    const isHandedOn = audienceOf(policy, audience)?.outside && to.length > 0;
    if (isHandedOn) return say(policy, 'entry.record_given', { ...said, sum: sha256 });
    if (to.length === 0) return say(policy, 'entry.record_unsent', said);
    return say(policy, 'entry.record_sent', {
      ...said,
      to: join(to.map(place), ', '),
      sum: sha256,
    });
  },
};

function place(id: string): Mrkdwn {
  return /^[UW]/.test(id) ? mention(id) : channel(id);
}
