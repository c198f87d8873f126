import { actionPayload } from '../blocks/action.ts';
import { enteredState, type StateContext, stateValues } from '../blocks/state.ts';
import { elementsOf, everyBlock } from '../blocks/whole.ts';
import type { ActResult, InputValue, OptionShown, Place } from '../protocol.ts';
import { notAnswered } from './act-command.ts';
import { appOf, type Doing, messageIn, modalsOf, placeOf, refuse, viewOf } from './act-parts.ts';
import { isObject } from './arguments.ts';
import type { Core } from './core.ts';
import type { App, Json, Message, User, View, ViewState } from './model.ts';
import { blockActionsPayload, type Surface, suggestionPayload } from './payloads.ts';
import { fileJson } from './wire.ts';

/** Where an element was found, and what it needs to be used. */
interface Standing {
  app: App;
  surface: Surface;
  block: Json;
  element: Json;
}

/** What each person has chosen on messages, by `channel ts user`; gone with the sandbox. */
const chosenOnMessages = new WeakMap<Message, Map<string, ViewState>>();
/** Options that an external select was offered last, by view or message. */
const offered = new WeakMap<View | Message, Map<string, Json>>();

export const blockActionAct: Doing<'block_action'> = async (core, act, user) => {
  const standing = stand(core, user, act.place, act.action_id, act.block_id);
  return dispatchAction(core, user, standing, act.value);
};

export const loadOptionsAct: Doing<'load_options'> = async (core, act, user) => {
  const { app, surface, block, element } = stand(
    core,
    user,
    act.place,
    act.action_id,
    act.block_id,
  );
  const ack = await core.courier.deliver({
    app,
    envelope: 'interactive',
    name: 'block_suggestion',
    user: user.id,
    ...(app.options_url === undefined ? {} : { url: app.options_url }),
    payload: suggestionPayload(core.workspace, {
      app,
      user,
      surface,
      block_id: String(block['block_id']),
      action_id: String(element['action_id']),
      query: act.query,
    }),
  });
  if (!ack.ok) return notAnswered(ack, 'The menu');
  const options = readOptions(ack.body);
  const known = offered.get(holderOf(surface)) ?? new Map<string, Json>();
  for (const { group: _group, ...option } of options) known.set(option.value, { ...option });
  offered.set(holderOf(surface), known);
  return { ok: true, options };
};

export const setInputAct: Doing<'set_input'> = async (core, act, user) => {
  const view = viewOf(core, user, act.view_id);
  const { block, element } = putIn(core, view, act.block_id, act.value, act.action_id);
  const dispatches = block['type'] !== 'input' || block['dispatch_action'] === true;
  if (!dispatches) return { ok: true };
  const app = appOf(core, view.app_id);
  return dispatchAction(
    core,
    user,
    { app, surface: { kind: 'view', view }, block, element },
    act.value,
  );
};

/** Puts a value into an input of a view, as typing does. Refuses what cannot stand there. */
export function putIn(
  core: Core,
  view: View,
  blockId: string,
  value: InputValue,
  actionId?: string,
): { block: Json; element: Json } {
  const found = findElement(view.blocks, actionId, blockId);
  if (found === undefined)
    throw refuse('element_not_found', `This form has no field ${blockId} ${actionId ?? ''}.`);
  const state = stateAfter(core, found.element, value, view);
  const id = String(found.element['action_id']);
  if (state !== undefined) view.state[blockId] = { ...view.state[blockId], [id]: state };
  return found;
}

async function dispatchAction(
  core: Core,
  user: User,
  standing: Standing,
  input: InputValue | undefined,
): Promise<ActResult> {
  const { app, surface, block, element } = standing;
  keepChoice(core, user, standing, input);
  const done = { block, element, input, ts: core.workspace.nextTs() };
  const action = choosing(() => actionPayload(done, contextOf(core, holderOf(surface))));
  const place = surface.kind === 'message' ? { channel: surface.channel.id } : {};
  const trigger_id = core.triggers.issue({
    app_id: app.id,
    user: user.id,
    ...place,
    ...(surface.kind === 'view' ? { view_id: surface.view.id } : {}),
  });
  const ack = await core.courier.deliver({
    app,
    envelope: 'interactive',
    name: 'block_actions',
    user: user.id,
    ...place,
    payload: blockActionsPayload(core.workspace, { app, user, surface, action, trigger_id }),
  });
  if (!ack.ok) return notAnswered(ack, 'This');
  return { ok: true, ...modalsOf(core, user) };
}

function stand(
  core: Core,
  user: User,
  place: Place,
  actionId: string,
  blockId: string | undefined,
): Standing {
  if (place.kind === 'message') return standOnMessage(core, user, place, actionId, blockId);
  const view =
    place.kind === 'view'
      ? viewOf(core, user, place.view_id)
      : core.workspace.homes.get(`${appOf(core, place.app_id).id}:${user.id}`);
  const found = view === undefined ? undefined : findElement(view.blocks, actionId, blockId);
  if (view === undefined || found === undefined) throw noElement(actionId);
  return { app: appOf(core, view.app_id), surface: { kind: 'view', view }, ...found };
}

function standOnMessage(
  core: Core,
  user: User,
  place: Extract<Place, { kind: 'message' }>,
  actionId: string,
  blockId: string | undefined,
): Standing {
  const channel = placeOf(core, user, place.channel);
  const message = messageIn(channel, user, place.ts);
  const attached = (message.attachments ?? []).flatMap((each) =>
    Array.isArray(each['blocks']) ? each['blocks'].filter(isObject) : [],
  );
  const found = findElement([...(message.blocks ?? []), ...attached], actionId, blockId);
  if (found === undefined || message.app_id === undefined) throw noElement(actionId);
  const app = appOf(core, message.app_id);
  const ephemeral = message.ephemeralTo !== undefined;
  const response_url = core.responseUrls.issue(
    {
      app,
      user: user.id,
      channel,
      message_ts: message.ts,
      ephemeral,
      ...(message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
    },
    'actions',
  );
  const entered = chosenOnMessages.get(message)?.get(user.id) ?? {};
  const state = stateValues(message.blocks ?? [], entered, { conversation: channel.id });
  return { app, surface: { kind: 'message', channel, message, state, response_url }, ...found };
}

function keepChoice(
  core: Core,
  user: User,
  { surface, block, element }: Standing,
  input: InputValue | undefined,
): void {
  const state = stateAfter(core, element, input ?? null, holderOf(surface));
  if (state === undefined) return;
  const blockId = String(block['block_id']);
  const values = surface.kind === 'view' ? surface.view.state : surface.state;
  values[blockId] = { ...values[blockId], [String(element['action_id'])]: state };
  if (surface.kind === 'view') return;
  const everybody = chosenOnMessages.get(surface.message) ?? new Map<string, ViewState>();
  chosenOnMessages.set(surface.message, everybody.set(user.id, values));
}

function stateAfter(
  core: Core,
  element: Json,
  value: InputValue,
  holder: View | Message,
): Json | undefined {
  return choosing(() => enteredState(element, value, contextOf(core, holder)));
}

/** What is not on offer is refused in words. */
function choosing<T>(choose: () => T): T {
  try {
    return choose();
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'invalid';
    throw refuse('no_such_choice', `That cannot be chosen here (${reason}).`);
  }
}

function contextOf(core: Core, holder: View | Message): StateContext {
  const known = offered.get(holder);
  return {
    option: (value) => known?.get(value),
    file: (id) => {
      const file = core.workspace.files.get(id);
      return file === undefined ? undefined : fileJson(core.workspace, file);
    },
  };
}

function holderOf(surface: Surface): View | Message {
  return surface.kind === 'view' ? surface.view : surface.message;
}

function findElement(
  blocks: readonly Json[],
  actionId: string | undefined,
  blockId: string | undefined,
): { block: Json; element: Json } | undefined {
  for (const { value: block, at } of everyBlock(blocks, '')) {
    if (blockId !== undefined && block['block_id'] !== blockId) continue;
    for (const { value: element } of elementsOf(block, at)) {
      const id = element['action_id'];
      if (id !== undefined && (actionId === undefined || id === actionId))
        return { block, element };
    }
  }
  return undefined;
}

function readOptions(body: unknown): OptionShown[] {
  if (!isObject(body)) return [];
  const { options, option_groups } = body;
  const plain = Array.isArray(options) ? options.filter(isObject).map(optionShown) : [];
  const groups = Array.isArray(option_groups) ? option_groups.filter(isObject) : [];
  const grouped = groups.flatMap((group) => {
    const label = isObject(group['label']) ? String(group['label']['text']) : '';
    return readOptions({ options: group['options'] }).map((one) => ({ ...one, group: label }));
  });
  return [...plain, ...grouped];
}

function optionShown(option: Json): OptionShown {
  const { text, description } = option;
  return {
    text: isObject(text) ? text : {},
    value: String(option['value']),
    ...(isObject(description) ? { description } : {}),
  };
}

function noElement(actionId: string) {
  return refuse('element_not_found', `There is nothing called ${actionId} to use here any more.`);
}
