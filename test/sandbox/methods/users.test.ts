import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idOf } from '../../../sandbox/cast.ts';
import { codeOf, type Rig, startRig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.slack.close());

describe('a member', () => {
  test('is told with zone, role and profile', async () => {
    const { user } = await rig.bot.users.info({ user: idOf('reporter'), include_locale: true });
    expect(user).toMatchObject({
      id: idOf('reporter'),
      team_id: 'T0LOCAL',
      tz: 'Europe/Berlin',
      deleted: false,
      is_restricted: false,
      locale: 'en-US',
      profile: { real_name: 'Rita Reporter', email: 'rita@example.com' },
    });
  });

  test('who is a guest or has left is marked so', async () => {
    const guest = await rig.bot.users.info({ user: idOf('guest') });
    expect(guest.user).toMatchObject({ is_restricted: true, is_ultra_restricted: true });
    const former = await rig.bot.users.info({ user: idOf('former') });
    expect(former.user).toMatchObject({ deleted: true });
  });

  test('has an e-mail address only for those with the scope', async () => {
    rig.slack.app.scopes.delete('users:read.email');
    const { user } = await rig.bot.users.info({ user: idOf('reporter') });
    rig.slack.app.scopes.add('users:read.email');
    expect(user?.profile).not.toHaveProperty('email');
  });

  test('is found by e-mail, in any case, while they are with the company', async () => {
    const { user } = await rig.bot.users.lookupByEmail({ email: 'Rita@Example.com' });
    expect(user?.id).toBe(idOf('reporter'));
    const lookup = (email: string) => codeOf(rig, 'users.lookupByEmail', { email });
    expect(await lookup('faye@example.com')).toBe('users_not_found');
    expect(await lookup('nobody@example.com')).toBe('users_not_found');
  });

  test('is present or away, and has a profile of their own', async () => {
    expect(await rig.bot.users.getPresence({ user: idOf('reporter') })).toMatchObject({
      presence: 'active',
    });
    const { profile } = await rig.bot.users.profile.get({ user: idOf('reporter') });
    expect(profile?.title).toBe('Support engineer');
  });

  test.each(['users.info', 'users.profile.get', 'dnd.info', 'reactions.list'])(
    'that nobody knows is refused by %s',
    async (method) => {
      expect(await codeOf(rig, method, { user: 'U0NOBODY' })).toBe('user_not_found');
    },
  );
});

describe('the list of members', () => {
  test('comes at once without a limit, and in pages with one', async () => {
    const all = await rig.bot.users.list({});
    expect(all.members).toHaveLength(rig.slack.workspace.users.size);
    const seen: (string | undefined)[] = [];
    let cursor = '';
    do {
      const page = await rig.bot.users.list({ limit: 4, cursor });
      seen.push(...(page.members ?? []).map((member) => member.id));
      cursor = page.response_metadata?.next_cursor ?? '';
    } while (cursor !== '');
    expect(seen).toEqual(all.members?.map((member) => member.id));
  });

  test('knows its cursors', async () => {
    expect(await codeOf(rig, 'users.list', { cursor: 'abc' })).toBe('invalid_cursor');
  });
});

describe('a user group', () => {
  const create = (args: object) => codeOf(rig, 'usergroups.create', { name: 'New group', ...args });

  test('is made, given members, renamed, disabled and enabled again', async () => {
    const made = await rig.bot.usergroups.create({ name: 'Database people', handle: 'dbas' });
    const usergroup = made.usergroup?.id ?? '';
    const users = [idOf('dba'), idOf('oncall')].join(',');
    const filled = await rig.bot.usergroups.users.update({ usergroup, users, include_count: true });
    expect(filled.usergroup).toMatchObject({ handle: 'dbas', user_count: 2 });
    expect((await rig.bot.usergroups.users.list({ usergroup })).users).toEqual(users.split(','));
    const renamed = await rig.bot.usergroups.update({ usergroup, name: 'Data' });
    expect(renamed.usergroup?.name).toBe('Data');
    await rig.bot.usergroups.disable({ usergroup });
    const listed = async (include_disabled: boolean) => {
      const { usergroups } = await rig.bot.usergroups.list({ include_disabled });
      return usergroups?.some((group) => group.id === usergroup);
    };
    expect(await listed(false)).toBe(false);
    expect(await listed(true)).toBe(true);
    expect(await codeOf(rig, 'usergroups.users.list', { usergroup })).toBe('no_such_subteam');
    await rig.bot.usergroups.enable({ usergroup });
    expect(await listed(false)).toBe(true);
  });

  test.each([
    ['no name', { name: ' ' }, 'missing_subteam_name'],
    ['the name of another', { name: 'Support' }, 'name_already_exists'],
    ['the handle of another', { handle: 'sre' }, 'handle_already_exists'],
    ['the handle of a member', { handle: 'rita' }, 'handle_already_exists'],
    ['a handle with a space', { handle: 'on call' }, 'bad_handle'],
    ["a handle of Slack's own", { handle: 'here' }, 'forbidden_handle'],
    ['a channel unknown', { channels: 'C0NOWHERE' }, 'invalid_channel_provided'],
  ])('with %s is refused', async (_, args, code) => {
    expect(await create(args)).toBe(code);
  });

  test('takes only members who are people and still there', async () => {
    const usergroup = [...rig.slack.workspace.groups.keys()][0] ?? '';
    const update = (users: string) => codeOf(rig, 'usergroups.users.update', { usergroup, users });
    expect(await update('')).toBe('no_users_provided');
    expect(await update('U0NOBODY')).toBe('invalid_users');
    expect(await update(idOf('former'))).toBe('invalid_users');
    expect(await update(rig.slack.app.bot_user_id)).toBe('invalid_users');
    expect(await codeOf(rig, 'usergroups.update', { usergroup: 'S0', name: 'x' })).toBe(
      'permission_denied',
    );
  });

  test.each([
    ['usergroups.list', {}, 'plan_upgrade_required'],
    ['usergroups.create', { name: 'x' }, 'plan_upgrade_required'],
    ['usergroups.update', { usergroup: 'S0' }, 'paid_teams_only'],
    ['usergroups.users.list', { usergroup: 'S0' }, 'plan_upgrade_required'],
    ['usergroups.users.update', { usergroup: 'S0', users: 'U0' }, 'plan_upgrade_required'],
    ['usergroups.enable', { usergroup: 'S0' }, 'plan_upgrade_required'],
    ['usergroups.disable', { usergroup: 'S0' }, 'plan_upgrade_required'],
  ])('%s is for workspaces that pay', async (method, args, code) => {
    rig.slack.workspace.team.plan = 'free';
    const refused = await codeOf(rig, method, args);
    rig.slack.workspace.team.plan = 'paid';
    expect(refused).toBe(code);
  });
});
