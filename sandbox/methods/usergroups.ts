import type { UsergroupsUsersListResponse } from '@slack/web-api';
import { type MethodCall, type Methods, SlackError } from '../server/method.ts';
import type { Json, UserGroup } from '../server/model.ts';
import { changeGroup, createGroup, setGroupMembers } from '../server/people.ts';
import { groupJson } from '../server/wire.ts';
import type { Answer } from './answer.ts';
import { documentedErrors } from './facts.ts';

/** Groups of members that are mentioned together; for workspaces that pay. */
export const usergroups: Methods = {
  'usergroups.create': paid(create),
  'usergroups.update': paid(update),
  'usergroups.enable': paid((call) => enable(call, 0)),
  'usergroups.disable': paid((call) => enable(call, call.workspace.clock.seconds())),
  'usergroups.list': paid(list),
  'usergroups.users.list': paid(listUsers),
  'usergroups.users.update': paid(updateUsers),
};

function paid(implementation: (call: MethodCall) => Json): (call: MethodCall) => Json {
  return (call) => {
    const { team, settings } = call.workspace;
    if (team.plan === 'paid' && !settings.strict?.noUserGroups) return implementation(call);
    const known = documentedErrors(call.method).has('plan_upgrade_required');
    throw new SlackError(known ? 'plan_upgrade_required' : 'paid_teams_only');
  };
}

function create(call: MethodCall): Json {
  const { workspace, args, bot } = call;
  const name = args.text('name')?.trim();
  if (!name) throw new SlackError('missing_subteam_name');
  const others = [...workspace.groups.values()];
  if (others.some((each) => each.name === name)) throw new SlackError('name_already_exists');
  const handle = args.text('handle') ?? name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  refuseHandle(call, handle);
  const channels = args.list('channels');
  if (channels.some((id) => !workspace.channels.has(id))) {
    throw new SlackError('invalid_channel_provided');
  }
  const description = args.text('description') ?? '';
  const group = createGroup(workspace, { name, handle, description, channels, creator: bot.id });
  return { usergroup: shown(call, group) };
}

const forbidden = new Set(['here', 'channel', 'everyone', 'group']);

/** A handle is a word like a member's, unique among groups, members and Slack's own mentions. */
function refuseHandle(call: MethodCall, handle: string): void {
  const { groups, users } = call.workspace;
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(handle)) throw new SlackError('bad_handle');
  if (forbidden.has(handle)) throw new SlackError('forbidden_handle');
  const taken =
    [...groups.values()].some((group) => group.handle === handle) ||
    [...users.values()].some((user) => user.name === handle);
  if (taken) throw new SlackError('handle_already_exists');
}

function update(call: MethodCall): Json {
  const { workspace, args, bot } = call;
  const group = groupOf(call, 'permission_denied');
  const name = args.text('name');
  const handle = args.text('handle');
  const description = args.text('description', true);
  changeGroup(
    workspace,
    group,
    {
      ...(name === undefined ? {} : { name }),
      ...(handle === undefined ? {} : { handle }),
      ...(description === undefined ? {} : { description }),
      ...(args.has('channels') ? { channels: args.list('channels') } : {}),
    },
    bot.id,
  );
  return { usergroup: shown(call, group) };
}

function enable(call: MethodCall, date_delete: number): Json {
  const group = groupOf(call, 'permission_denied');
  changeGroup(call.workspace, group, { date_delete }, call.bot.id);
  return { usergroup: shown(call, group) };
}

function list(call: MethodCall): Json {
  const all = [...call.workspace.groups.values()];
  const disabledToo = call.args.flag('include_disabled');
  const withUsers = call.args.flag('include_users');
  const groups = all.filter((group) => disabledToo || group.date_delete === 0);
  return { usergroups: groups.map((group) => counted(call, group, withUsers)) };
}

function listUsers(call: MethodCall): Json {
  const group = groupOf(call, 'no_such_subteam');
  const hidden = group.date_delete !== 0 && !call.args.flag('include_disabled');
  if (hidden) throw new SlackError('no_such_subteam');
  return { users: group.users } satisfies Answer<UsergroupsUsersListResponse>;
}

function updateUsers(call: MethodCall): Json {
  const { workspace, args, bot } = call;
  const group = groupOf(call, 'permission_denied');
  const wanted = args.list('users');
  if (wanted.length === 0) throw new SlackError('no_users_provided');
  const usable = (id: string): boolean => {
    const user = workspace.users.get(id);
    return user !== undefined && !user.deleted && !user.is_bot && !user.is_stranger;
  };
  if (!wanted.every(usable)) throw new SlackError('invalid_users');
  setGroupMembers(workspace, group, wanted, bot.id);
  return { usergroup: shown(call, group) };
}

function groupOf(call: MethodCall, code: string): UserGroup {
  const group = call.workspace.groups.get(call.args.text('usergroup') ?? '');
  if (group === undefined) throw new SlackError(code);
  return group;
}

function shown(call: MethodCall, group: UserGroup): Json {
  return counted(call, group, true);
}

/** Counts come only when asked for. */
function counted(call: MethodCall, group: UserGroup, withUsers: boolean): Json {
  const { user_count, channel_count, ...json } = groupJson(call.workspace, group, withUsers);
  return call.args.flag('include_count') ? { ...json, user_count, channel_count } : json;
}
