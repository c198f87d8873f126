import type { BlockAction } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { changed } from '../incident/decision.ts';
import { isOpen } from '../incident/lookup.ts';
import type { IncidentView } from '../incident/places.ts';
import type { PersonCommand } from '../incident/types.ts';
import { type ActionWord, actionWords, type ButtonValue } from '../views/action-words.ts';
import { shortMessage } from '../views/blocks.ts';
import type { Message } from '../views/context.ts';
import { listMessage } from '../views/list.ts';
import { isOfPanel, menuMessage, panelMessage } from '../views/panel.ts';
import { refusalMessage } from '../views/refusal.ts';
import { say } from '../views/say.ts';
import { timelineMessage } from '../views/timeline-pages.ts';
import { actionItemsActions, inPlaceOfItems } from './action-items/actions.ts';
import { bookingActions } from './booking/actions.ts';
import { readButton } from './button-value.ts';
import { carryOut } from './carry-out.ts';
import { clocksActions } from './clocks/actions.ts';
import { courseActions } from './course/actions.ts';
import { declareTyped } from './declare-command.ts';
import { doctorActions } from './doctor.ts';
import { drillsActions } from './drills/actions.ts';
import { escalationActions } from './escalation/actions.ts';
import { type FormWord, type Found, openDeclare, openForm } from './forms.ts';
import { type Asking, answer, type Desk, gestureOf, tell, viewOf } from './gesture.ts';
import { helpAnswer } from './help.ts';
import { kindsActions } from './kinds/actions.ts';
import { linksActions } from './links/actions.ts';
import { wordRefused } from './may-use.ts';
import { meetingActions } from './meeting/actions.ts';
import { keyOfAction, logged } from './meeting/in-private.ts';
import { onCallActions } from './on-call/actions.ts';
import { operatorActions } from './operators.ts';
import { organisationActions } from './organisation/actions.ts';
import { panelAgain } from './panel-again.ts';
import { panelView } from './panel-view.ts';
import { postmortemActions } from './postmortem/actions.ts';
import { presenceActions } from './presence/actions.ts';
import { readTimelinePage } from './reading.ts';
import { showOver } from './show-over.ts';
import { inPlaceOfTasks, tasksActions } from './tasks/actions.ts';
import { tellingActions } from './telling/actions.ts';

/** Buttons whose private list is drawn anew where it stands. */
const inPlaceOfLists: ReadonlySet<string> = new Set([...inPlaceOfTasks, ...inPlaceOfItems]);

/** A button that was pressed. */
export interface Pressed extends Asking {
  value: ButtonValue;
  find(): Promise<Found>;
}

export type ActionHandler = (pressed: Pressed) => Promise<Message | null>;

/** A button that carries out its command with what it carries. */
export function commands(build: (pressed: Pressed) => PersonCommand | null): ActionHandler {
  return async (pressed) => {
    const command = build(pressed);
    const found = await pressed.find();
    if ('answer' in found) return found.answer;
    if (!command) return notFound(pressed.desk);
    return carryOut(pressed, found.found, command);
  };
}

/** A button that opens the form of its word. */
export function opens(word: FormWord, find = (pressed: Pressed) => pressed.find()): ActionHandler {
  return (pressed) => {
    const { typed, role, severity, status, kind, minutes, arg } = pressed.value;
    return openForm(pressed, word, find(pressed), {
      ...(typed ? { text: typed, reason: typed } : {}),
      ...(role ? { role } : {}),
      ...(severity ? { severity } : {}),
      ...(status ? { status } : {}),
      ...(kind ? { kind } : {}),
      ...(minutes ? { minutes } : {}),
      ...(arg ? { arg } : {}),
    });
  };
}

/** A button that shows an incident. */
export function shows(
  render: (pressed: Pressed, found: IncidentView) => Promise<Message>,
): ActionHandler {
  return async (pressed) => {
    const found = await pressed.find();
    return 'answer' in found ? found.answer : render(pressed, found.found);
  };
}

const panel = shows(async ({ desk, userId, channelId }, found) =>
  panelMessage(await panelView(desk, found), userId, channelId),
);

/** The buttons that carry something out. */
const commandTable = {
  take_role: commands(({ userId: by, value: { role, expect } }) =>
    role ? { type: 'take_role', by, role, ...(expect ? { expect } : {}) } : null,
  ),
  give_up_role: commands(({ userId: by, value: { role } }) =>
    role ? { type: 'give_up_role', by, role } : null,
  ),
  accept_handover: commands(({ userId: by, value: { role } }) =>
    role ? { type: 'accept_handover', by, role } : null,
  ),
  decline_handover: commands(({ userId: by, value: { role } }) =>
    role ? { type: 'decline_handover', by, role } : null,
  ),
  own_update: commands(({ userId: by, value: { expect } }) => ({
    type: 'own_update',
    by,
    ...(expect ? { expect } : {}),
  })),
  join_room: commands(({ userId: by }) => ({ type: 'join_room', by, asked: true })),
  retry_step: commands(({ userId: by, value: { step } }) =>
    step ? { type: 'retry_step', by, step } : null,
  ),
  ask_timeline_file: commands(({ userId: by }) => ({ type: 'ask_timeline_file', by })),
} as const satisfies Partial<Record<ActionWord, ActionHandler>>;

/** What each button does. Words are never taken away: old messages keep their buttons. */
const actionTable: Record<ActionWord, ActionHandler> = {
  ...commandTable,
  ...doctorActions,
  ...operatorActions,
  declare: async (pressed) => {
    const { typed: title, severity, kind, arg } = pressed.value;
    // What was typed once and is meant: whoever presses this wants no form.
    if (arg === 'anyway' && title) return declareTyped(pressed, title, null, true);
    return openDeclare(pressed, {
      ...(title ? { title } : {}),
      ...(severity ? { severity } : {}),
      ...(kind ? { kind } : {}),
    });
  },
  assign_role: opens('assign_role'),
  offer_handover: opens('offer_handover'),
  change_severity: opens('change_severity'),
  change_status: opens('change_status'),
  change_title: opens('change_title'),
  post_update: opens('post_update'),
  snooze_update: opens('snooze_update', findUnmoved),
  add_note: opens('add_note'),
  resolve: opens('resolve'),
  close: opens('close'),
  reopen: opens('reopen'),
  cancel: opens('cancel'),
  show: panel,
  menu: shows(async ({ desk, userId }, found) => menuMessage(await viewOf(desk, found), userId)),
  timeline: shows(timelinePage),
  list: async ({ desk, userId }) =>
    listMessage(desk.ports.activePolicy(), await desk.ports.read.open(userId)),
  help: async ({ desk, value }) => helpAnswer(desk.ports.activePolicy(), value.arg ?? ''),
  // Its options carry the word; see `wordOf`.
  more: async () => null,
  ...kindsActions,
  ...tasksActions,
  ...courseActions,
  ...tellingActions,
  ...linksActions,
  ...clocksActions,
  ...presenceActions,
  ...escalationActions,
  ...drillsActions,
  ...postmortemActions,
  ...bookingActions,
  ...meetingActions,
  ...actionItemsActions,
  ...onCallActions,
  ...organisationActions,
};

async function timelinePage({ desk, value }: Pressed, found: IncidentView): Promise<Message> {
  const page = await readTimelinePage(desk, found.incident, value.before);
  return timelineMessage(await viewOf(desk, found), page);
}

/**
 * Answers a button. `reply` shows an answer to that person after the acknowledgement; the
 * acknowledgement itself carries nothing.
 */
export async function onAction(
  desk: Desk,
  body: BlockAction,
): Promise<{ reply: () => Promise<void> }> {
  const action = body.actions[0];
  const { word, value } = wordOf(action);
  const pressedKey = `act:${body.user.id}:${action?.action_ts ?? ''}:${action?.action_id ?? ''}`;
  const asking: Asking = {
    desk,
    what: `action ${logged(word ?? 'unknown')}`,
    gesture: gestureOf(desk, keyOfAction(desk, word, pressedKey)),
    userId: body.user.id,
    channelId: body.channel?.id ?? null,
    triggerId: body.trigger_id,
    inPanel: isOfPanel(action?.block_id),
    inShared: body.message !== undefined && body.container?.['is_ephemeral'] !== true,
    typed: value.typed ?? '',
    tell: async (message) => {
      const isCommand =
        word !== null && (Object.hasOwn(commandTable, word) || word === 'tick_task');
      if (isCommand && (await panelAgain(asking, body, value.incident, message))) return;
      await show(asking, body, word, message);
    },
  };
  const pressed: Pressed = { ...asking, value, find: () => findShown(asking, value) };
  const said = await answer(asking, body.user.team_id ?? body.team?.id, async () => {
    if (!word) return notFound(desk);
    return (await wordRefused(asking, word, pressed.find)) ?? actionTable[word](pressed);
  });
  return { reply: () => tell(asking, said) };
}

/** The button's word, and what it carries. An overflow's option is `<word>:<incident id>`. */
function wordOf(action: BlockAction['actions'][number] | undefined): {
  word: ActionWord | null;
  value: ButtonValue;
} {
  if (action?.type === 'overflow') {
    const [word = '', id] = (chosenIn(action) ?? '').split(':');
    const incident = Number(id);
    return {
      word: isActionWord(word) && word !== 'more' ? word : null,
      value: Number.isSafeInteger(incident) ? { incident } : {},
    };
  }
  const [word = ''] = (action?.action_id ?? '').split(':');
  return { word: isActionWord(word) ? word : null, value: readButton(carriedBy(action)) };
}

/** A list to choose from carries what a button would, in the option that was chosen. */
function carriedBy(action: BlockAction['actions'][number] | undefined): string | undefined {
  if (action?.type === 'button') return action.value;
  return action?.type === 'static_select' ? chosenIn(action) : undefined;
}

/** Slack promises an option, but nothing that comes in is taken for granted. */
function chosenIn(action: { selected_option?: { value?: string } | null }): string | undefined {
  return action.selected_option?.value;
}

function isActionWord(word: string): word is ActionWord {
  return (actionWords as readonly string[]).includes(word);
}

async function findShown({ desk, userId }: Asking, value: ButtonValue): Promise<Found> {
  const { incident } = value;
  const found = incident === undefined ? null : await desk.ports.read.byId(incident, userId);
  return found ? { found } : { answer: notFound(desk) };
}

/** The update that a reminder is about may have been posted or moved since. */
export async function findUnmoved({ desk, value, find }: Pressed): Promise<Found> {
  const found = await find();
  if ('answer' in found) return found;
  const { incident } = found.found;
  const moved = isOpen(incident.phase) && changed(incident, value.expect, ['nextDueAt']);
  if (!moved) return found;
  return { answer: refusalMessage(await desk.ports.policyOf(incident), moved.refusal, incident) };
}

function notFound(desk: Desk): Message {
  return shortMessage(say(desk.ports.activePolicy(), 'refused.not_found'));
}

/** The message that somebody pressed a button in, without that button and with what came of it. */
function answeredIn({ message: original }: BlockAction, said: Message): Message | null {
  const before: KnownBlock[] = original?.['blocks'] ?? [];
  if (before.length === 0) return null;
  const left = before.flatMap((block): KnownBlock[] => {
    if (block.type !== 'actions') return [block];
    const elements = block.elements.filter(
      ({ action_id: id }) => id?.split(':')[0] !== said.answers,
    );
    return elements.length > 0 ? [{ ...block, elements }] : [];
  });
  const text = [original?.text ?? '', said.text].filter((line) => line !== '').join('\n');
  return { text, blocks: [...left, ...said.blocks] };
}

/** Shows an answer where the button was: beside the message, or over the form or the Home tab. */
async function show(
  asking: Asking,
  body: BlockAction,
  word: ActionWord | null,
  message: Message,
): Promise<void> {
  const { calls } = asking.desk;
  if (body.response_url) {
    // A page of the timeline or of the help turns in place; the rest stands beside what was pressed.
    const ephemeral = body.container?.['is_ephemeral'] === true;
    const isPanel = isOfPanel(body.actions[0]?.block_id);
    const turns = word === 'timeline' || word === 'help' || word === 'clock';
    const inPlace =
      turns ||
      (!isPanel && (inPlaceOfLists.has(word ?? '') || word === 'doctor' || word === 'repair'));
    const answered = message.answers ? answeredIn(body, message) : null;
    const replaceOriginal = answered !== null || (ephemeral && inPlace);
    await calls.respond(body.response_url, { ...(answered ?? message), replaceOriginal });
    return;
  }
  const over = body.view?.type === 'modal' ? body.view : null;
  await showOver(asking, message, (modal) => {
    if (!over) return calls.openView(body.trigger_id, modal);
    // Slack stacks three modals and no more; pages of the help take each other's place.
    if (word === 'help') return calls.updateView(over.id, over.hash, modal);
    return calls.pushView(body.trigger_id, modal);
  });
}
