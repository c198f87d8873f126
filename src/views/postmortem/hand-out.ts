import type { Button } from '@slack/types';
import { noteMost } from '../../incident/postmortem/hand-out-rules.ts';
import type { HandOutCommand, HandOutEntries } from '../../incident/postmortem/hand-out-types.ts';
import type { UserId } from '../../incident/types.ts';
import { button, shortMessage } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import type { DoneViews } from '../done.ts';
import { channel, join, literal, type Mrkdwn, mention, oneLine, plain } from '../mrkdwn.ts';
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

/** What stands above the file. `handOn`: the addresses that its reader hands it on to; null: it is for them. */
export function recordComment(
  { policy, incident }: ViewContext,
  {
    audience,
    by,
    note,
    handOn,
  }: { audience: string; by: UserId; note: string; handOn: string[] | null },
): Message {
  const { number, title } = incident;
  const given = { audience: audienceName(policy, audience), number };
  const head =
    handOn === null
      ? say(policy, 'record.comment', { who: mention(by), number, title: oneLine(title) })
      : handOn.length === 0
        ? say(policy, 'record.hand_on', given)
        : say(policy, 'record.hand_on_to', { ...given, to: handOn.join(', ') });
  return shortMessage(join([head, ...(note ? [oneLine(note)] : [])]));
}

/** The letter that the file comes with. Of a private incident it says the number and who sends it. */
export function recordMail(
  { policy, incident, nameOf }: ViewContext,
  { by, note, sha256 }: { by: UserId; note: string; sha256: string },
): { subject: string; text: string } {
  const { number, isPrivate } = incident;
  const title = plain(incident.title, 150);
  const who = nameOf?.(by) ?? by;
  const lines = [
    isPrivate
      ? sayPlain(policy, 'mail.record_private', { who, number })
      : sayPlain(policy, 'mail.record', { who, number, title }),
    ...(note ? ['', plain(note, noteMost)] : []),
    '',
    sayPlain(policy, 'mail.record_sum', { sum: sha256 }),
  ];
  const subject = isPrivate
    ? sayPlain(policy, 'mail.record_subject_private', { number })
    : sayPlain(policy, 'mail.record_subject', { number, title });
  return { subject, text: lines.join('\n') };
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
  record_sent: ({ audience, sender, sha256, to, missed, isHandedOn }, policy) => {
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
    if (to.length === 0) return say(policy, 'entry.record_unsent', said);
    if (isHandedOn) return say(policy, 'entry.record_given', { ...said, sum: sha256 });
    return say(policy, 'entry.record_sent', {
      ...said,
      to: join(to.map(place), ', '),
      sum: sha256,
    });
  },
  record_taken_back: ({ audience, sender, sha256, to }, policy) =>
    say(policy, 'entry.record_taken_back', {
      by: mention(sender),
      audience: audienceName(policy, audience),
      to: join(to.map(place), ', '),
      sum: sha256,
    }),
};

function place(id: string): Mrkdwn {
  if (id.includes('@')) return literal(id);
  return /^[UW]/.test(id) ? mention(id) : channel(id);
}
