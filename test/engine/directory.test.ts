import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Directory } from '../../src/engine/directory.ts';
import { type Answers, type Method, SlackCallError } from '../../src/slack/client.ts';
import { connect, type Database } from '../../src/store/connect.ts';
import { testDatabase } from '../support/database.ts';
import { teamId, testPolicy } from '../support/engine.ts';

const database = testDatabase();
let store: Database;
beforeAll(() => {
  store = connect(database.url);
});
afterAll(() => store.close());
beforeEach(() => store.work.use(({ sql }) => sql`truncate directory`));

const people: Record<string, Record<string, unknown>> = {
  U0MEMBER: {
    id: 'U0MEMBER',
    team_id: teamId,
    profile: { display_name: 'mia', email: 'Mia@x.test' },
  },
  U0GUEST: { id: 'U0GUEST', team_id: teamId, is_restricted: true, real_name: 'Gus' },
  U0BOT: { id: 'U0BOT', team_id: teamId, is_bot: true, name: 'robot' },
  U0GONE: { id: 'U0GONE', team_id: teamId, deleted: true, name: 'gone' },
  U0OTHER: { id: 'U0OTHER', team_id: 'T0OTHER', name: 'other' },
};

/** What Slack answers, and how often it was asked. */
const asked: Array<{ method: string; args: Record<string, unknown> }> = [];
const answers: Record<string, (args: Record<string, unknown>) => unknown> = {
  'users.info': ({ user }) => {
    const found = people[String(user)];
    if (found) return { ok: true, user: found };
    throw new SlackCallError('users.info', { kind: 'slack', code: 'user_not_found', users: [] });
  },
  'users.list': ({ cursor }) =>
    cursor
      ? { ok: true, members: [people['U0GUEST']] }
      : { ok: true, members: [people['U0MEMBER']], response_metadata: { next_cursor: 'more' } },
  'conversations.list': () => ({ ok: true, channels: [{ id: 'C0INC', name: 'incidents' }] }),
  'usergroups.list': () => ({ ok: true, usergroups: [{ id: 'S0SRE', handle: 'sre' }] }),
  'users.lookupByEmail': ({ email }) => {
    if (email === 'new@x.test') return { ok: true, user: { id: 'U0NEW' } };
    const code = 'users_not_found';
    throw new SlackCallError('users.lookupByEmail', { kind: 'slack', code, users: [] });
  },
  'usergroups.users.list': () => ({ ok: true, users: ['U0MEMBER', 'U0GUEST'] }),
};
const slack = {
  call<M extends Method>(method: M, args: Record<string, unknown>): Promise<Answers[M]> {
    asked.push({ method, args });
    return new Promise((resolve) => resolve(answers[method]?.(args) as Answers[M]));
  },
};
const log = pino({ level: 'silent' });

const started: Directory[] = [];
/** Who left, as a list said. */
const gone: string[] = [];
afterEach(() => {
  asked.length = 0;
  gone.length = 0;
  for (const directory of started.splice(0)) directory.stop();
});

function directoryWith(guestsMayAct = false): Directory {
  const permissions = { ...testPolicy.permissions, guests_may_act: guestsMayAct };
  const activePolicy = () => ({ ...testPolicy, permissions });
  const onGone = (userId: string) => gone.push(userId);
  const directory = new Directory({ teamId, pool: store.work, slack, activePolicy, onGone, log });
  started.push(directory);
  return directory;
}

describe('who is an app', () => {
  it.each([
    ['U0BOT', true],
    ['U0MEMBER', false],
    ['U0GUEST', false],
    ['U0NOBODY', false],
  ])('%s: %s', async (userId, is) => {
    expect(await directoryWith().isApp(userId)).toBe(is);
  });
});

describe('who reads what they are sent', () => {
  it.each([
    ['U0BOT', false],
    ['U0GONE', false],
    ['U0MEMBER', true],
    ['U0NOBODY', true],
  ])('%s: %s', async (userId, is) => {
    expect(await directoryWith().isReader(userId)).toBe(is);
  });
});

describe('who may act', () => {
  it.each([
    ['a member', 'U0MEMBER', true],
    ['a guest', 'U0GUEST', false],
    ['a bot', 'U0BOT', false],
    ['somebody deactivated', 'U0GONE', false],
    ['somebody of another workspace', 'U0OTHER', false],
    ['somebody Slack does not know', 'U0NOBODY', false],
  ])('%s', async (_, userId, may) => {
    expect(await directoryWith().mayAct(userId, teamId)).toBe(may);
  });

  it('a guest may where the policy lets guests', async () => {
    expect(await directoryWith(true).mayAct('U0GUEST', undefined)).toBe(true);
  });

  it('nobody from a payload of another workspace', async () => {
    expect(await directoryWith().mayAct('U0MEMBER', 'T0OTHER')).toBe(false);
    expect(asked).toEqual([]);
  });

  it('is asked of Slack once, and then known, also by the next process', async () => {
    const directory = directoryWith();
    await directory.mayAct('U0MEMBER', teamId);
    await directory.mayAct('U0MEMBER', teamId);
    const next = directoryWith();
    await next.catchUp();
    expect(await next.mayAct('U0MEMBER', teamId)).toBe(true);
    expect(asked.map(({ method }) => method)).toEqual(['users.info']);
  });

  it('is known without a database that could store it', async () => {
    const nowhere = connect('postgres://nobody@127.0.0.1:1/nothing');
    const activePolicy = () => testPolicy;
    const directory = new Directory({ teamId, pool: nowhere.work, slack, activePolicy, log });
    expect(await directory.mayAct('U0MEMBER', teamId)).toBe(true);
    expect(await directory.mayAct('U0GUEST', teamId)).toBe(false);
    await nowhere.close();
  });

  it('changes with what Slack says in an event, for other processes too', async () => {
    const directory = directoryWith();
    const other = directoryWith();
    await directory.mayAct('U0MEMBER', teamId);
    await other.catchUp();
    expect(await other.mayAct('U0MEMBER', teamId)).toBe(true);
    const user = { ...people['U0MEMBER'], deleted: true };
    await directory.directoryChanged({ kind: 'user', user });
    expect(await directory.mayAct('U0MEMBER', teamId)).toBe(false);
    await other.catchUp();
    expect(await other.mayAct('U0MEMBER', teamId)).toBe(false);
  });
});

it('who left while nobody listened is told once, by the list', async () => {
  const directory = directoryWith();
  await directory.listAll();
  expect(gone).toEqual([]);
  const member = people['U0MEMBER'];
  people['U0MEMBER'] = { ...member, deleted: true };
  try {
    await directory.listAll();
    await directory.listAll();
    expect(gone).toEqual(['U0MEMBER']);
  } finally {
    people['U0MEMBER'] = { ...member };
  }
});

describe('what the workspace holds', () => {
  it('is listed page by page', async () => {
    const directory = directoryWith();
    await directory.listAll();
    expect(directory.nameOf('U0MEMBER')).toBe('mia');
    expect(directory.nameOf('U0GUEST')).toBe('Gus');
    expect(directory.nameOf('U0NOBODY')).toBe(null);
    expect(await directory.channelId('#incidents')).toBe('C0INC');
    expect(await directory.channelId('C0ANY')).toBe('C0ANY');
    expect(await directory.channelId('#nowhere')).toBe(null);
    const pages = asked.filter(({ method }) => method === 'users.list');
    expect(pages.map(({ args }) => args['cursor'])).toEqual([undefined, 'more']);
  });

  it('resolves what a policy names: ids, addresses and groups', async () => {
    const directory = directoryWith();
    await directory.listAll();
    expect(await directory.people('U0MEMBER')).toEqual({ userIds: ['U0MEMBER'] });
    expect(await directory.people('mia@X.test')).toEqual({ userIds: ['U0MEMBER'] });
    expect(await directory.people('new@x.test')).toEqual({ userIds: ['U0NEW'] });
    expect(await directory.people('@sre')).toEqual({ userIds: ['U0MEMBER', 'U0GUEST'] });
    expect(await directory.people('S0SRE')).toEqual({ userIds: ['U0MEMBER', 'U0GUEST'] });
    expect(await directory.people('nobody@x.test')).toEqual({ error: 'users_not_found' });
    expect(await directory.people('@unheard-of')).toEqual({ error: 'no_such_subteam' });
  });

  it('asks who is in a group once, and again when that changed', async () => {
    const directory = directoryWith();
    await directory.listAll();
    const count = () => asked.filter(({ method }) => method === 'usergroups.users.list').length;
    await directory.people('@sre');
    await directory.people('@sre');
    expect(count()).toBe(1);
    const change = { kind: 'group_members', groupId: 'S0SRE', added: ['U0NEW'], removed: [] };
    await directory.directoryChanged({ ...change, kind: 'group_members' });
    await directory.people('@sre');
    expect(count()).toBe(2);
  });

  it('follows renamed and vanished channels', async () => {
    const directory = directoryWith();
    await directory.listAll();
    await directory.directoryChanged({ kind: 'channel', channelId: 'C0INC', name: 'outages' });
    expect(await directory.channelId('#outages')).toBe('C0INC');
    expect(await directory.channelId('#incidents')).toBe(null);
    await directory.directoryChanged({ kind: 'channel_gone', channelId: 'C0INC' });
    expect(await directory.channelId('#outages')).toBe(null);
  });

  it('stays as it was where Slack refuses a list', async () => {
    const directory = directoryWith();
    await directory.listAll();
    const list = answers['users.list'];
    answers['users.list'] = () => {
      throw new SlackCallError('users.list', { kind: 'slack', code: 'missing_scope', users: [] });
    };
    await directory.listAll();
    if (list) answers['users.list'] = list;
    expect(directory.nameOf('U0MEMBER')).toBe('mia');
    expect(await directory.channelId('#incidents')).toBe('C0INC');
  });
});

describe('whom the policy means', () => {
  const policy = {
    ...testPolicy,
    permissions: { ...testPolicy.permissions, close: ['team:sre', 'mia@x.test', '@nobody'] },
    directory: {
      ...testPolicy.directory,
      teams: [{ key: 'sre', name: 'SRE', aliases: [], members: ['@sre', 'U0BOT'], reached_by: [] }],
    },
  };

  it('is somebody by their address, their group and the team that counts it', async () => {
    const directory = directoryWith();
    await directory.listAll();
    expect((await directory.refsOf('U0MEMBER', policy)).sort()).toEqual([
      '@sre',
      'mia@x.test',
      'team:sre',
    ]);
    expect((await directory.refsOf('U0BOT', policy)).sort()).toEqual(['U0BOT', 'team:sre']);
    expect(await directory.refsOf('U0OTHER', policy)).toEqual([]);
  });

  it('is nobody new while Slack does not say who is in a group, and whom it said last', async () => {
    const directory = directoryWith();
    await directory.listAll();
    await directory.refsOf('U0GUEST', policy);
    const members = answers['usergroups.users.list'];
    answers['usergroups.users.list'] = () => {
      throw new SlackCallError('usergroups.users.list', { kind: 'slack', code: 'x', users: [] });
    };
    expect(await directory.refsOf('U0GUEST', policy)).toEqual(['@sre', 'team:sre']);
    await directory.directoryChanged({
      kind: 'group_members',
      groupId: 'S0SRE',
      added: [],
      removed: [],
    });
    expect(await directory.refsOf('U0GUEST', policy)).toEqual([]);
    if (members) answers['usergroups.users.list'] = members;
  });

  it('is known without asking Slack where the policy limits nothing', async () => {
    const directory = directoryWith();
    expect(await directory.refsOf('U0MEMBER', testPolicy)).toEqual([]);
    expect(asked).toEqual([]);
  });
});
