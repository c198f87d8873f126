import type { ModalView } from '@slack/types';
import type { AdoptEntries, AdoptFact } from '../../incident/links/adopt-types.ts';
import type { Incident } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { option, section, shortMessage } from '../blocks.ts';
import type { Message } from '../context.ts';
import { choiceField, form, input } from '../inputs.ts';
import { messageLink } from '../message-lines.ts';
import { join, literal, type Mrkdwn, mention, oneLine, prose, when } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import type { EntrySentences } from '../timeline.ts';
import { gradeFields, titleField } from './record-fields.ts';

/** A channel that people made themselves and that becomes a room. */

/** How many of the latest messages can be asked for, besides the marked ones. */
export const latestChoices = [0, 20, 50, 100] as const;
/** More people than this are asked about. */
const manyPeople = 30;
/** A channel that is older than this is asked about. */
const oldAfterMs = 24 * 60 * 60_000;

/** A channel as Slack tells of it. */
export interface ChannelSeen {
  id: string;
  name: string;
  isPrivate: boolean;
  createdAt: Date;
  people: number;
}

/** The form: for a new incident, or for `of`, which has no room. `key` makes sending it twice harmless. */
export function adoptModal(
  policy: Policy,
  channel: ChannelSeen,
  given: { key: string; now: Date; title: string; of: Incident | null },
): ModalView {
  const { of, key } = given;
  return form(policy, {
    callback: of ? 'adopt_room' : 'declare_adopted',
    title: sayPlain(policy, 'form.adopt'),
    submit: sayPlain(policy, 'form.adopt_submit'),
    metadata: { key, arg: channelArg(channel), ...(of ? { incident: of.id } : {}) },
    blocks: [
      section(join(leadLines(policy, channel, given), '\n')),
      ...(of ? [] : [titleField(policy, given.title), ...gradeFields(policy)]),
      input(
        { name: 'started', label: sayPlain(policy, 'form.adopt_began'), optional: true },
        {
          type: 'datetimepicker',
          action_id: 'value',
          initial_date_time: Math.floor(channel.createdAt.getTime() / 1000),
        },
      ),
      choiceField(
        { name: 'latest', label: sayPlain(policy, 'form.adopt_messages') },
        latestChoices.map((count) =>
          option(
            count === 0
              ? sayPlain(policy, 'form.adopt_marked')
              : sayPlain(policy, 'form.adopt_latest', { count }),
            String(count),
          ),
        ),
        '50',
      ),
    ],
  });
}

/** Which channel a form is about; it was looked at when the form opened, and is again when it is taken. */
function channelArg({ id, isPrivate }: ChannelSeen): string {
  return `${id}:${isPrivate ? 'private' : 'public'}`;
}

function leadLines(
  policy: Policy,
  { name, isPrivate, people, createdAt }: ChannelSeen,
  { of, now }: { of: Incident | null; now: Date },
): Mrkdwn[] {
  const channel = literal(name);
  const lead = of
    ? say(policy, 'form.adopt_lead_of', { channel, number: of.number, title: oneLine(of.title) })
    : say(policy, 'form.adopt_lead', { channel });
  return [
    lead,
    say(policy, isPrivate ? 'form.adopt_private' : 'form.adopt_public'),
    ...(people > manyPeople ? [say(policy, 'form.adopt_many', { count: people })] : []),
    ...(now.getTime() - createdAt.getTime() > oldAfterMs
      ? [say(policy, 'form.adopt_old', { at: when(createdAt) })]
      : []),
  ];
}

/** Said in the room once it is one. */
export function roomAdopted(
  { number, title }: Incident,
  policy: Policy,
  { by, people, kept, latest }: AdoptFact,
): Message {
  const what = kept.map((part) => sayPlain(policy, `room.kept.${part}`)).join(', ');
  const left = kept.length > 0 ? say(policy, 'fact.room_adopted_kept', { what }) : null;
  const text = say(policy, 'fact.room_adopted', {
    number,
    title: oneLine(title),
    by: mention(by),
    people,
    taken:
      latest > 0
        ? say(policy, 'fact.room_adopted_latest', { count: latest })
        : say(policy, 'fact.room_adopted_marked'),
    kept: left ? join([literal(''), left], ' ') : '',
  });
  return shortMessage(text);
}

export const adoptEntries: EntrySentences<AdoptEntries> = {
  adopt_room: ({ startedAt }, policy, who) =>
    startedAt === null
      ? say(policy, 'entry.adopt_room', { who })
      : say(policy, 'entry.adopt_room_began', { who, at: when(new Date(startedAt)) }),
  room_adopted: ({ people }, policy) => say(policy, 'entry.room_adopted', { people }),
  take_in_line: ({ who: author, name, at, text, source, byOperator }, policy, who) => {
    const values = {
      author: author ? mention(author) : literal(name ?? '?'),
      at: when(new Date(at)),
      text: prose(text),
      who: byOperator ? say(policy, 'entry.taken_in_operator') : who,
    };
    if (!source) return say(policy, 'entry.taken_in', values);
    return say(policy, 'entry.taken_in_message', { ...values, link: messageLink(source, policy) });
  },
};
