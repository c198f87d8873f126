import type { BlockAction, SlashCommand, ViewSubmitAction } from '@slack/bolt';
import { onAction } from '../../src/slack/actions.ts';
import { onCommand } from '../../src/slack/commands.ts';
import { eventNames, onEvent } from '../../src/slack/events.ts';
import type { Desk } from '../../src/slack/gesture.ts';
import { formNames, onSubmit } from '../../src/slack/modals.ts';
import { onShortcut, shortcutNames } from '../../src/slack/shortcuts.ts';
import { words } from '../../src/slack/words.ts';
import { actionWords } from '../../src/views/action-words.ts';

/** Everything that somebody can ask Muster, made from the tables of its listeners. */

/** Whoever asks, and which of the ways of asking are tried for them. */
export interface Asker {
  key: string;
  userId: string;
  teamId: string;
  how: RegExp;
}

/** The incident that is asked about, as somebody may know of it. */
export interface Target {
  number: number;
  id: number;
  roomId: string;
  /** A message that its timeline holds. */
  held: { channelId: string; ts: string };
  /** A public incident that may be spoilt. */
  other: { number: number; id: number };
  general: string;
}

/** One thing asked; `surface` is what it is counted as. */
export interface Ask {
  surface: string;
  how: string;
  run(desk: Desk, asker: Asker, target: Target): Promise<unknown>;
}

let asked = 0;
const fresh = () => {
  asked += 1;
  return `${asked}`;
};

type Told = { text: string; in?: string };

function command(word: string, how: string, told: (target: Target) => Told): Ask {
  return {
    surface: `/incident ${word}`,
    how,
    run: (desk, { userId, teamId }, target) => {
      const { text, in: place = target.general } = told(target);
      const body = {
        command: '/incident',
        user_id: userId,
        team_id: teamId,
        channel_id: place,
        trigger_id: fresh(),
        response_url: 'https://hooks.slack.com/commands/1',
        text,
      };
      return onCommand(desk, body as SlashCommand);
    },
  };
}

const ofWord = (word: string): Ask[] => [
  command(word, 'by number', ({ number }) => ({ text: `${word} #${number}` })),
  command(word, 'number first', ({ number }) => ({ text: `#${number} ${word} Zebra minor` })),
  command(word, 'by title', () => ({ text: `${word} Zebra in the payroll` })),
  command(word, 'by room', ({ roomId }) => ({ text: `${word} <#${roomId}>` })),
  command(word, 'in its room', ({ roomId }) => ({ text: word, in: roomId })),
  command(word, 'from another', ({ number, other }) => ({
    text: `#${other.number} ${word} #${number}`,
  })),
];

const options = (value: string) => ({ type: 'plain_text', text: value, value });

function action(word: string, how: string, value: (target: Target) => object): Ask {
  return {
    surface: `button ${word}`,
    how,
    run: async (desk, { userId, teamId }, target) => {
      const carried = value(target);
      const element =
        how === 'overflow'
          ? { type: 'overflow', selected_option: options(`${word}:${target.id}`) }
          : { type: 'button', value: JSON.stringify(carried) };
      const action = { action_id: how === 'overflow' ? 'more' : word, block_id: 'b', ...element };
      const body = {
        type: 'block_actions',
        user: { id: userId, team_id: teamId },
        channel: { id: target.general },
        trigger_id: fresh(),
        response_url: 'https://hooks.slack.com/actions/1',
        actions: [{ ...action, action_ts: fresh() }],
      };
      const { reply } = await onAction(desk, body as unknown as BlockAction);
      await reply();
    },
  };
}

const ofAction = (word: string): Ask[] => [
  action(word, 'of it', ({ id }) => ({ incident: id, ...anything, arg: '1' })),
  action(word, 'with a word', ({ id, number }) => ({ incident: id, arg: `#${number}`, yes: true })),
  action(word, 'overflow', () => ({})),
];

const anything = {
  role: 'commander',
  severity: 'critical',
  status: 'monitoring',
  kind: 'outage',
  step: 'room',
  minutes: 30,
  before: 9,
};

/** Fields of every form, each with something in it. */
const fields =
  'title summary severity kind options drill reason text know doing need status minutes role user to other file files field class owner due link item place at until audience template receipt level ladder who question schedule person started resolved'.split(
    ' ',
  );

function form(name: string, how: string, told: (target: Target) => [object, string]): Ask {
  return {
    surface: `form ${name}`,
    how,
    run: (desk, { userId, teamId }, target) => {
      const [metadata, typed] = told(target);
      const values = Object.fromEntries(
        [...fields, 'incident'].map((field) => {
          const value = field === 'incident' ? String(target.id) : typed;
          const held = { value, selected_option: options(value), selected_user: userId };
          return [field, { value: { type: 'plain_text_input', ...held } }];
        }),
      );
      const body = {
        type: 'view_submission',
        user: { id: userId, team_id: teamId },
        view: {
          id: `V${fresh()}`,
          hash: fresh(),
          callback_id: name,
          private_metadata: JSON.stringify(metadata),
          blocks: [{ type: 'input', block_id: 'reason' }],
          state: { values },
        },
      };
      return onSubmit(desk, body as unknown as ViewSubmitAction);
    },
  };
}

const ofForm = (name: string): Ask[] => [
  form(name, 'of it', ({ id, number }) => [{ incident: id, arg: '1' }, `#${number}`]),
  form(name, 'chosen in it', () => [{}, 'Zebra in the payroll']),
  form(name, 'from another', ({ other, number }) => [{ incident: other.id }, `#${number}`]),
];

function ofShortcut(name: string): Ask[] {
  const from = (
    how: string,
    place: (target: Target) => { channelId: string; ts: string },
  ): Ask => ({
    surface: `shortcut ${name}`,
    how,
    run: async (desk, { userId, teamId }, target) => {
      const { channelId, ts } = place(target);
      const body = {
        type: name === 'declare_incident' ? 'shortcut' : 'message_action',
        callback_id: name,
        user: { id: userId, team_id: teamId },
        trigger_id: fresh(),
        response_url: 'https://hooks.slack.com/actions/1',
        channel: { id: channelId },
        message: { ts, user: userId, text: `Zebra in the payroll, see #${target.number}` },
      };
      const { reply } = await onShortcut(desk, body as never);
      await reply();
    },
  });
  return [
    from('on a message that it holds', ({ held }) => held),
    from('in its room', ({ roomId }) => ({ channelId: roomId, ts: '1700000000.000001' })),
  ];
}

/**
 * Events: what the asker does in a channel that they see, and, because a request may be late, in the
 * private room.
 */
function ofEvent(name: string): Ask[] {
  const at = (how: string, place: (target: Target) => { channelId: string; ts: string }): Ask => ({
    surface: `event ${name}`,
    how,
    run: (desk, { userId }, target) => {
      const { channelId, ts } = place(target);
      const { number } = target;
      const isDirect = how === 'said to Muster';
      const event = {
        type: name,
        // Somebody else: what Slack says of a member is what Muster then knows of them.
        user: slacksOwn.has(name) ? { id: 'U0NEWCOMER', name: 'nia' } : userId,
        channel: name.endsWith('rename') ? { id: channelId, name: 'ops' } : channelId,
        channel_id: channelId,
        channel_type: isDirect ? 'im' : 'channel',
        ts: `17${fresh().padStart(8, '0')}.000001`,
        tab: 'home',
        reaction: 'pushpin',
        item: { type: 'message', channel: channelId, ts, message: { ts } },
        text: name === 'app_mention' ? `<@${desk.bot.userId}> show #${number}` : `show #${number}`,
        ...(how === 'an edit of what it holds'
          ? {
              subtype: 'message_changed',
              message: { ts, user: userId, text: `Zebra, #${number}`, edited: { user: userId } },
              previous_message: { ts, user: userId, text: 'before' },
            }
          : {}),
      };
      return onEvent(desk, { type: 'event_callback', event_id: `Ev${fresh()}`, event });
    },
  });
  const inGeneral = at('in a channel', ({ general }) => ({ channelId: general, ts: '1.1' }));
  if (slacksOwn.has(name)) return [inGeneral];
  return [
    inGeneral,
    at('of a message that it holds', ({ held }) => held),
    at('in its room', ({ roomId }) => ({ channelId: roomId, ts: '1.1' })),
    at('said to Muster', ({ general }) => ({ channelId: general, ts: '1.1' })),
    at('an edit of what it holds', ({ held }) => held),
  ];
}

/**
 * What Slack itself says of a channel or a member, and no person can make it say of a room that they
 * are not in: true, and no answer to anybody.
 */
export const slacksOwn: ReadonlySet<string> = new Set([
  ...['member_joined_channel', 'member_left_channel', 'channel_archive', 'group_archive'],
  ...['channel_deleted', 'group_deleted', 'channel_unarchive', 'group_unarchive'],
  ...['channel_rename', 'group_rename', 'user_change', 'team_join', 'subteam_updated'],
  ...['subteam_members_changed', 'app_uninstalled', 'tokens_revoked'],
]);

/** Words that take the number of another incident. */
const ties = /(?:merge|relate|unrelate|sub)$/;
/** Words that make an incident of whatever they are given. */
const makes = /(?:declare|drill|past|declare_past|adopt|declare_from_message|more)$/;

/** All there is to ask; what changes public incidents, too, comes in a list of its own. */
export function everyAsk(): { reading: Ask[]; changing: Ask[] } {
  const all = [
    ...words.flatMap(ofWord),
    ...actionWords.flatMap(ofAction),
    ...formNames.flatMap(ofForm),
    ...shortcutNames.flatMap(ofShortcut),
    ...eventNames.flatMap(ofEvent),
  ].filter(({ surface, how }) => how !== 'from another' || ties.test(surface));
  const changes = ({ surface, how }: Ask) => how === 'from another' || makes.test(surface);
  return { reading: all.filter((ask) => !changes(ask)), changing: all.filter(changes) };
}
