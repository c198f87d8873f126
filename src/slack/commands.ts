import type { SlashCommand } from '@slack/bolt';
import { findSeverity } from '../incident/lookup.ts';
import { actions, button, context, message, section } from '../views/blocks.ts';
import type { Message } from '../views/context.ts';
import { foundMessage, listMessage, whichMessage } from '../views/list.ts';
import { literal, Mrkdwn } from '../views/mrkdwn.ts';
import { panelMessage } from '../views/panel.ts';
import { say, sayPlain } from '../views/say.ts';
import { timelineMessage } from '../views/timeline-pages.ts';
import { actionItemsCommands } from './action-items/commands.ts';
import { bookingCommands } from './booking/commands.ts';
import { carryOut } from './carry-out.ts';
import {
  endCommand,
  noteCommand,
  ownCommand,
  retryCommand,
  severityCommand,
  snoozeCommand,
  statusCommand,
  titleCommand,
  updateCommand,
} from './change-commands.ts';
import { clocksCommands } from './clocks/commands.ts';
import { courseCommands } from './course/commands.ts';
import { declareCommand } from './declare-command.ts';
import { doctorCommand } from './doctor.ts';
import { drillsCommands } from './drills/commands.ts';
import { escalationCommands } from './escalation/commands.ts';
import { type Found, openDeclare } from './forms.ts';
import { type Asking, answer, type Desk, gestureOf, keyOfTrigger, viewOf } from './gesture.ts';
import { helpAnswer } from './help.ts';
import { kindsCommands } from './kinds/commands.ts';
import { linksCommands } from './links/commands.ts';
import { wordRefused } from './may-use.ts';
import { meetingCommands } from './meeting/commands.ts';
import { logged } from './meeting/in-private.ts';
import { onCallCommands } from './on-call/commands.ts';
import { organisationCommands } from './organisation/commands.ts';
import { panelView } from './panel-view.ts';
import { postmortemCommands } from './postmortem/commands.ts';
import { presenceCommands } from './presence/commands.ts';
import { readMeant, readTimelinePage } from './reading.ts';
import {
  answerHandoverCommand,
  assignCommand,
  giveUpCommand,
  handoverCommand,
  takeCommand,
} from './role-commands.ts';
import { tasksCommands } from './tasks/commands.ts';
import { tellingCommands } from './telling/commands.ts';
import { fromSlack, takeDeclaration } from './typed.ts';
import { type Asked, parse, type Word } from './words.ts';

/** A slash command with what was read out of it. */
export interface Typed extends Asking {
  asked: Asked;
  /** What stands after the word, as plain text. */
  text: string;
  /** The incident it is about: by its number, by a channel that was named, or by where it was typed. */
  find(about?: Asked): Promise<Found>;
}

export type CommandHandler = (typed: Typed) => Promise<Message | null>;

/** What each word does. To add a word, add its row here and its spellings in `words.ts`. */
const commandTable: Record<Word, CommandHandler> = {
  declare: declareCommand,
  take: takeCommand,
  assign: assignCommand,
  handover: handoverCommand,
  accept: (typed) => answerHandoverCommand(typed, 'accept_handover'),
  decline: (typed) => answerHandoverCommand(typed, 'decline_handover'),
  giveup: giveUpCommand,
  severity: severityCommand,
  status: statusCommand,
  title: titleCommand,
  update: updateCommand,
  snooze: snoozeCommand,
  onit: ownCommand,
  note: noteCommand,
  retry: retryCommand,
  doctor: doctorCommand,
  resolve: (typed) => endCommand(typed, 'resolve'),
  close: (typed) => endCommand(typed, 'close'),
  reopen: (typed) => endCommand(typed, 'reopen'),
  cancel: (typed) => endCommand(typed, 'cancel'),
  timeline: timelineCommand,
  list: async ({ desk, userId }) =>
    listMessage(desk.ports.activePolicy(), await desk.ports.read.open(userId)),
  mine: async ({ desk, userId }) =>
    listMessage(desk.ports.activePolicy(), await desk.ports.read.mine(userId)),
  find: findCommand,
  show: panelCommand,
  panel: panelCommand,
  help: async ({ desk, text }) => helpAnswer(desk.ports.activePolicy(), text),
  ...kindsCommands,
  ...tasksCommands,
  ...courseCommands,
  ...tellingCommands,
  ...linksCommands,
  ...clocksCommands,
  ...presenceCommands,
  ...escalationCommands,
  ...drillsCommands,
  ...postmortemCommands,
  ...bookingCommands,
  ...meetingCommands,
  ...actionItemsCommands,
  ...onCallCommands,
  ...organisationCommands,
};

/** Answers `/incident …`, wherever it was typed. Null when a form is about to open. */
export function onCommand(desk: Desk, command: SlashCommand): Promise<Message | null> {
  return answerWords(desk, {
    key: keyOfTrigger(command.trigger_id),
    userId: command.user_id,
    teamId: command.team_id,
    channelId: command.channel_id,
    triggerId: command.trigger_id,
    command: command.command,
    text: command.text ?? '',
    tell: (message) =>
      desk.calls.respond(command.response_url, { ...message, replaceOriginal: false }),
  });
}

/** Words that someone said to Muster. `triggerId` is empty where Slack gives none; a button then opens the form. */
export interface Said extends Pick<Asking, 'userId' | 'triggerId' | 'tell'> {
  key: string;
  teamId: string | undefined;
  channelId: string;
  /** What stood before the words, to give all of it back. */
  command: string;
  text: string;
}

/** The answer to what someone said, by command or by direct message. */
export async function answerWords(desk: Desk, said: Said): Promise<Message | null> {
  const asked = parse(said.text);
  const nameOf = (userId: string) => desk.ports.nameOf(userId);
  const asking: Asking = {
    desk,
    what: `command ${logged(asked.word ?? (asked.unknown ? 'unknown' : ''))}`.trim(),
    gesture: gestureOf(desk, said.key),
    userId: said.userId,
    channelId: said.channelId,
    triggerId: said.triggerId,
    tell: said.tell,
    typed: `${said.command} ${fromSlack(said.text, nameOf)}`.trim(),
    // `/incident` alone mostly means to declare, and where it stands cannot be looked up then.
    ...(asked.word === 'declare' || !(asked.word || asked.unknown)
      ? { byHand: takeDeclaration(fromSlack(asked.text, nameOf), desk.ports.activePolicy()) }
      : {}),
  };
  const typed: Typed = {
    ...asking,
    asked,
    text: fromSlack(asked.text, nameOf),
    find: (about = asked) => findIncident(asking, about),
  };
  return answer(asking, said.teamId, async () => {
    if (asked.word) {
      const refused = await wordRefused(asking, asked.word, typed.find);
      return refused ?? commandTable[asked.word](typed);
    }
    return asked.unknown ? unknownWord(typed, asked) : nothingTyped(typed);
  });
}

/** `/incident` alone: in a war room its panel, anywhere else the declare form. */
async function nothingTyped(typed: Typed): Promise<Message | null> {
  const { desk, channelId, userId } = typed;
  const room = channelId ? await desk.ports.read.byRoom(channelId, userId) : null;
  if (room) return panelMessage(await panelView(desk, room), userId, channelId);
  return openDeclare(typed);
}

async function findIncident(asking: Asking, asked: Asked): Promise<Found> {
  const { desk, userId } = asking;
  const { read } = desk.ports;
  const policy = desk.ports.activePolicy();
  const found = await readMeant(asking, asked);
  if (found) return { found };
  if (asked.number !== null || asked.roomId !== null) {
    return { answer: message(...only(say(policy, 'refused.not_found'))) };
  }
  const typed = asked.text === '' ? null : asking.typed;
  const word = asked.word ?? 'show';
  return { answer: whichMessage(policy, { word, typed }, await read.open(userId)) };
}

function only(text: Mrkdwn): Parameters<typeof message> {
  return [text, [section(text)]];
}

async function panelCommand(typed: Typed): Promise<Message | null> {
  const found = await typed.find();
  if ('answer' in found) return found.answer;
  return panelMessage(await panelView(typed.desk, found.found), typed.userId, typed.channelId);
}

async function findCommand({ desk, userId, text }: Typed): Promise<Message | null> {
  const policy = desk.ports.activePolicy();
  if (text === '') return message(...only(say(policy, 'word.find')));
  return foundMessage(policy, text, await desk.ports.read.find(text, userId));
}

async function timelineCommand(typed: Typed): Promise<Message | null> {
  const found = await typed.find();
  if ('answer' in found) return found.answer;
  if (/^(file|markdown|md|export)\b/i.test(typed.text)) {
    return carryOut(typed, found.found, { type: 'ask_timeline_file', by: typed.userId });
  }
  const page = await readTimelinePage(typed.desk, found.found.incident, undefined);
  return timelineMessage(await viewOf(typed.desk, found.found), page);
}

async function unknownWord({ desk, text }: Typed, asked: Asked): Promise<Message> {
  const policy = desk.ports.activePolicy();
  const word = literal((asked.unknown ?? '').slice(0, 60));
  const severity = findSeverity(policy, asked.unknown ?? '');
  const likely = severity ? [`severity ${severity.key}`] : asked.nearest;
  const near = likely.map((each) => `\`/incident ${each}\``).join(', ');
  const said = say(policy, 'word.unknown', { word });
  return message(said, [
    section(said),
    ...(near ? [section(say(policy, 'word.nearest', { words: new Mrkdwn(near) }))] : []),
    context(say(policy, 'word.help')),
    // A whole sentence is most often what is wrong.
    text.includes(' ')
      ? actions([
          button('declare', sayPlain(policy, 'button.declare'), {
            typed: `${asked.unknown} ${text}`.slice(0, 700),
          }),
        ])
      : null,
  ]);
}
