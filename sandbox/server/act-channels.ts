import { storeText } from '../blocks/text.ts';
import { channelNameFault } from '../methods/channel-name.ts';
import { appOf, type Doing, placeOf, refuse } from './act-parts.ts';
import {
  addMember,
  archiveChannel,
  createChannel,
  openDirect,
  removeMember,
  renameChannel,
  setPurpose,
  setTopic,
  unarchiveChannel,
} from './channels.ts';
import type { Core } from './core.ts';
import { postEphemeral } from './messages.ts';
import type { Channel, User } from './model.ts';

export const joinAct: Doing<'join_channel'> = (core, act, user) => {
  const channel = placeOf(core, user, act.channel);
  if (channel.archived) throw refuse('is_archived', 'This channel is archived.');
  addMember(core.workspace, channel, user.id);
  return { ok: true, channel: channel.id };
};

export const leaveAct: Doing<'leave_channel'> = (core, act, user) => {
  const channel = placeOf(core, user, act.channel);
  if (channel.is_general) throw refuse('cant_leave_general', 'Nobody leaves this channel.');
  removeMember(core.workspace, channel, user.id);
  return { ok: true };
};

export const inviteAct: Doing<'invite'> = (core, act, user) => {
  const channel = insideOf(core, user, act.channel);
  for (const invited of act.users.map((name) => memberOf(core, name))) {
    const elsewhere = [...core.workspace.channels.values()].some(
      (each) => each.kind !== 'im' && each.kind !== 'mpim' && each.members.has(invited.id),
    );
    if (invited.is_ultra_restricted && elsewhere && !channel.members.has(invited.id))
      throw refuse('ura_max_channels', `${invited.real_name} is a guest of one channel only.`);
    addMember(core.workspace, channel, invited.id, user.id);
  }
  return { ok: true };
};

export const kickAct: Doing<'kick'> = (core, act, user) => {
  const channel = insideOf(core, user, act.channel);
  if (channel.is_general) throw refuse('cant_kick_from_general', 'Nobody is removed from here.');
  for (const kicked of act.users.map((name) => memberOf(core, name)))
    removeMember(core.workspace, channel, kicked.id, user.id);
  return { ok: true };
};

export const archiveAct: Doing<'archive_channel' | 'unarchive_channel'> = (core, act, user) => {
  const channel = placeOf(core, user, act.channel);
  if (channel.is_general) throw refuse('cant_archive_general', 'This channel cannot be archived.');
  const archive = act.type === 'archive_channel';
  if (channel.archived === archive)
    throw refuse(archive ? 'already_archived' : 'not_archived', 'It already is.');
  if (archive) archiveChannel(core.workspace, channel, user.id);
  else unarchiveChannel(core.workspace, channel, user.id);
  return { ok: true };
};

export const createAct: Doing<'create_channel'> = (core, act, user) => {
  refuseBadName(core, act.name);
  const kind = act.is_private === true ? 'private' : 'public';
  const channel = createChannel(core.workspace, { name: act.name, kind, creator: user.id });
  return { ok: true, channel: channel.id };
};

export const renameAct: Doing<'rename_channel'> = (core, act, user) => {
  const channel = insideOf(core, user, act.channel);
  refuseBadName(core, act.name);
  renameChannel(core.workspace, channel, act.name, user.id);
  return { ok: true, channel: channel.id };
};

export const remarkAct: Doing<'set_topic' | 'set_purpose'> = (core, act, user) => {
  const channel = insideOf(core, user, act.channel);
  if ([...act.text].length > 250) throw refuse('too_long', 'At most 250 characters.');
  const text = storeText(act.text, { names: core.workspace });
  const change = act.type === 'set_topic' ? setTopic : setPurpose;
  change(core.workspace, channel, text, user.id);
  return { ok: true };
};

export const openDirectAct: Doing<'open_direct'> = (core, act, user) => {
  const others = act.users.map((name) => memberOf(core, name).id);
  const channel = openDirect(core.workspace, [user.id, ...others]);
  return { ok: true, channel: channel.id };
};

export const openHomeAct: Doing<'open_home'> = (core, act, user) => {
  const app = appOf(core, act.app_id);
  const channel = openDirect(core.workspace, [app.bot_user_id, user.id]);
  core.workspace.announce({
    kind: 'home_opened',
    user: user.id,
    app,
    tab: act.tab ?? 'home',
    channel,
  });
  return { ok: true, channel: channel.id };
};

/** Says something to a person as Slackbot, in a place, to them alone. */
export function slackbotSays(core: Core, channel: Channel, user: User, text: string): void {
  postEphemeral(core.workspace, { channel, user: 'USLACKBOT', text }, user.id);
}

function memberOf(core: Core, name: string): User {
  const user = core.workspace.findUser(name);
  if (user === undefined) throw refuse('user_not_found', `Nobody here is called ${name}.`);
  return user;
}

function insideOf(core: Core, user: User, name: string): Channel {
  const channel = placeOf(core, user, name);
  if (channel.archived) throw refuse('is_archived', 'This channel is archived.');
  if (!channel.members.has(user.id))
    throw refuse('not_in_channel', `You are not in ${channel.name}. Join it first.`);
  return channel;
}

function refuseBadName(core: Core, name: string): void {
  const fault = channelNameFault(name);
  if (fault !== undefined)
    throw refuse(fault, 'Names are lower case, without spaces, at most 80 characters.');
  if ([...core.workspace.channels.values()].some((each) => each.name === name))
    throw refuse('name_taken', `There already is a channel called ${name}.`);
}
