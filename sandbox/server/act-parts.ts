import type { Act, ActResult, ActType } from '../protocol.ts';
import type { Core } from './core.ts';
import { maySee } from './member-view.ts';
import { SlackError } from './method.ts';
import type { App, Channel, Message, User, View } from './model.ts';
import { viewShown } from './shown.ts';

/** The act of a type. (`Extract` would miss acts that share one shape for two types.) */
export type ActOf<T extends ActType> = OneOf<Act, T>;
type OneOf<A extends Act, T extends ActType> = A extends Act
  ? [T & A['type']] extends [never]
    ? never
    : A
  : never;

/** How one kind of act is done. Refusals are thrown as `SlackError`, with a `message` for people. */
export type Doing<T extends ActType> = (
  core: Core,
  act: ActOf<T>,
  user: User,
) => ActResult | Promise<ActResult>;

/** A refusal in the words in which the person reads it. */
export function refuse(code: string, message: string): SlackError {
  return new SlackError(code, { message });
}

/** The place named by an act; refused when the person cannot see it. */
export function placeOf(core: Core, user: User, name: string): Channel {
  const channel = core.workspace.findChannel(name);
  if (channel === undefined || !maySee(channel, user))
    throw refuse('channel_not_found', `There is no channel ${name} that you can see.`);
  return channel;
}

/** The message named by an act, ephemeral ones of this person among them. */
export function messageIn(channel: Channel, user: User, ts: string): Message {
  const message =
    channel.messages.get(ts) ?? channel.ephemerals.get(user.id)?.find((each) => each.ts === ts);
  if (message === undefined || message.tombstone)
    throw refuse('message_not_found', 'That message is no longer there.');
  return message;
}

/** The app meant by an act: the one named, or the only one. */
export function appOf(core: Core, id: string | undefined): App {
  const [first] = core.workspace.apps.values();
  const app = id === undefined ? first : core.workspace.findApp(id);
  if (app === undefined) throw refuse('app_not_found', 'There is no such app here.');
  return app;
}

/** The modal or Home tab named by an act, which must stand before this person. */
export function viewOf(core: Core, user: User, id: string): View {
  const view = core.views.find(id);
  if (view === undefined || view.owner !== user.id)
    throw refuse('view_not_found', 'That form is no longer open.');
  return view;
}

/** The modals before a person, as an act's result shows them. */
export function modalsOf(core: Core, user: User): Pick<ActResult, 'modals'> {
  return { modals: (core.workspace.modals.get(user.id) ?? []).map(viewShown) };
}
