import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { UserId } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { type Answers, SlackCallError, type SlackClient } from '../slack/client.ts';
import type { DirectoryChange } from '../slack/ports.ts';
import { type DirectoryEntry, entriesSince, removeEntry, saveEntries } from '../store/directory.ts';
import type { Pool } from '../store/pool.ts';
import { channelEntry, groupEntry, userEntry } from './directory-entries.ts';
import { refsMatching } from './directory-refs.ts';
import type { PortDirectory } from './ports.ts';
import { type Found, isOnCall, scheduleOf, type WhoIsOnCall } from './who-is-behind.ts';

export interface DirectoryOptions {
  teamId: string;
  pool: Pool;
  slack: Pick<SlackClient, 'call'>;
  activePolicy: () => Policy;
  /** Left out: nobody is on call. */
  whoIsOnCall?: WhoIsOnCall;
  /** Told of whom a list says to have left who was a member before: the event may have been missed. */
  onGone?: (userId: UserId) => void;
  log: Logger;
}

/** How often what other replicas learnt is read, and how often Slack is asked for everything. */
const catchUpMs = 60_000;
const listAllMs = 6 * 3_600_000;
/** Another replica may have been told of a change, so who is in a group is not believed for longer. */
const groupMembersMs = 5 * 60_000;
/** A person waits while somebody unknown is looked up. */
const lookUpMs = 1_000;

/**
 * Who and what is in the workspace: in memory, kept in a table, learnt from Slack's events and,
 * now and then, from its lists.
 */
export class Directory implements PortDirectory {
  readonly #options: DirectoryOptions;
  readonly #known = new Map<string, DirectoryEntry>();
  /** Who is in a group, and since when we know, in milliseconds of `performance.now()`. */
  readonly #members = new Map<string, { userIds: UserId[]; sinceMs: number }>();
  #readUntil: string | null = null;
  #timers: NodeJS.Timeout[] = [];

  constructor(options: DirectoryOptions) {
    this.#options = options;
  }

  /** Reads what is stored; then asks Slack in the background, now and every six hours. */
  async start(): Promise<void> {
    await this.catchUp();
    const inBackground = (work: () => Promise<void>) => () => {
      work().catch((error: unknown) =>
        this.#options.log.warn({ err: error }, 'directory not renewed'),
      );
    };
    const listAll = inBackground(() => this.listAll());
    listAll();
    this.#timers = [
      setInterval(
        inBackground(() => this.catchUp()),
        catchUpMs,
      ).unref(),
      setInterval(listAll, listAllMs).unref(),
    ];
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  /** Takes over what this or another replica has stored since the last time. */
  async catchUp(): Promise<void> {
    const { pool, teamId } = this.#options;
    const { entries, until } = await pool.use(({ sql }) =>
      entriesSince(sql, teamId, this.#readUntil),
    );
    this.#readUntil = until;
    for (const entry of entries) this.#remember(entry);
  }

  /** Asks Slack for all members, channels and user groups. A list it refuses stays as it is. */
  async listAll(): Promise<void> {
    const { teamId } = this.#options;
    await this.#list('users.list', {}, ({ members }) =>
      (members ?? []).map((user) => userEntry({ ...user }, teamId)),
    );
    const channels = { exclude_archived: true, types: 'public_channel' };
    await this.#list('conversations.list', channels, (answer) =>
      (answer.channels ?? []).map((channel) => channelEntry({ ...channel })),
    );
    const groups = { include_disabled: true, include_users: true };
    await this.#list('usergroups.list', groups, ({ usergroups = [] }) => {
      for (const { id, users } of usergroups) if (id && users) this.#rememberMembers(id, users);
      return usergroups.map((group) => groupEntry({ ...group }));
    });
  }

  /**
   * Whether this person may use Muster: a member of our own workspace, neither deactivated nor a
   * bot; a guest where the policy lets guests. Somebody unknown is looked up, for a second at most,
   * and refused where Slack does not say.
   */
  async mayAct(userId: UserId, payloadTeamId: string | undefined): Promise<boolean> {
    const { teamId, activePolicy } = this.#options;
    if (payloadTeamId !== undefined && payloadTeamId !== teamId) return false;
    const entry = this.#known.get(keyOf('user', userId)) ?? (await this.#lookUp(userId));
    if (!entry) return false;
    const { isBot, isDeactivated, isStranger, isGuest } = entry.data;
    if (isBot || isDeactivated || isStranger) return false;
    return !isGuest || activePolicy().permissions.guests_may_act;
  }

  /** Whether it is the user of an app. Somebody unknown is taken for a person. */
  async isApp(userId: UserId): Promise<boolean> {
    const entry = this.#known.get(keyOf('user', userId)) ?? (await this.#lookUp(userId));
    return entry?.data.isBot ?? false;
  }

  /** Whether they read what they are sent: no app, and not deactivated. Somebody unknown is taken to. */
  async isReader(userId: UserId): Promise<boolean> {
    const entry = this.#known.get(keyOf('user', userId)) ?? (await this.#lookUp(userId));
    return !entry?.data.isBot && !entry?.data.isDeactivated;
  }

  /** Which references of people, in what the policies ask before something may be done, mean them. */
  refsOf(userId: UserId, policy: Policy): Promise<string[]> {
    const { activePolicy } = this.#options;
    return refsMatching([policy, activePolicy()], (ref) => this.#means(ref, userId));
  }

  /** Whether a reference means this person. Where Slack is slow or silent, what was known last counts. */
  async #means(ref: string, userId: UserId): Promise<boolean> {
    if (ref === userId) return true;
    const entry = this.#known.get(keyOf('user', userId));
    if (ref.includes('@', 1)) return entry?.email === ref.toLowerCase();
    return (await this.peopleShown(ref)).includes(userId);
  }

  /**
   * The people behind a reference of a policy as far as they are known, for who waits: Slack is asked
   * for a second at most, and only for the members of a group that it has named. Never rejects.
   */
  async peopleShown(ref: string): Promise<UserId[]> {
    if (ref.includes('@', 1)) {
      const member = this.#memberAt(ref);
      return member ? [member.slackId] : [];
    }
    const isHandle = ref.startsWith('@');
    const group = isHandle ? this.#find('group', ref.slice(1)) : undefined;
    // A handle that no list of groups has said yet is not looked for while somebody waits.
    if (isHandle && (!group || group.data.isDeactivated)) return [];
    const known = this.#members.get(group?.slackId ?? ref)?.userIds ?? [];
    const asked = this.people(ref).then(
      (found) => ('userIds' in found ? found.userIds : []),
      () => known,
    );
    return Promise.race([asked, after(lookUpMs).then(() => known)]);
  }

  /** What people call them; null for somebody unknown. */
  nameOf(userId: UserId): string | null {
    return this.#known.get(keyOf('user', userId))?.name ?? null;
  }

  /** Their IANA time zone, where Slack knows it. */
  timeZoneOf(userId: UserId): string | null {
    return this.#known.get(keyOf('user', userId))?.data.timeZone ?? null;
  }

  /** Their e-mail address, where Slack tells it. */
  addressOf(userId: UserId): string | null {
    return this.#known.get(keyOf('user', userId))?.email ?? null;
  }

  async directoryChanged(change: DirectoryChange): Promise<void> {
    const { teamId, pool } = this.#options;
    if (change.kind === 'group_members') {
      // They are asked for when they are needed.
      this.#members.delete(change.groupId);
      return;
    }
    if (change.kind === 'channel_gone') {
      const gone = { kind: 'channel', slackId: change.channelId } as const;
      this.#known.delete(keyOf(gone.kind, gone.slackId));
      await pool.use(({ sql }) => removeEntry(sql, teamId, gone));
      return;
    }
    const entry = entryOf(change, teamId);
    if (entry) await this.#save([entry]);
  }

  /** The id of `#name`, or of an id itself; null when no such channel is known. */
  channelId(nameOrId: string): Promise<string | null> {
    if (/^[CG][A-Z0-9]{2,}$/.test(nameOrId)) return Promise.resolve(nameOrId);
    const found = this.#find('channel', nameOrId.replace(/^#/, ''));
    return Promise.resolve(found?.slackId ?? null);
  }

  /** The id of a user group by its handle with `@`, or of an id itself; null when none is known. */
  async groupId(handleOrId: string): Promise<string | null> {
    if (!handleOrId.startsWith('@')) return handleOrId;
    const handle = handleOrId.slice(1);
    const group = this.#find('group', handle) ?? (await this.#findNewGroup(handle));
    return group?.slackId ?? null;
  }

  /**
   * The people behind a reference of a policy: a user id, an e-mail address, a user group's id or its
   * handle with `@`, `on_call:` and a schedule's key for who is on call now. Throws `SlackCallError`
   * when Slack would not say.
   */
  async people(ref: string): Promise<Found> {
    if (isOnCall(ref)) {
      const asked = this.#options.whoIsOnCall?.(scheduleOf(ref), (each) => this.people(each));
      return (await asked) ?? { error: 'nobody_on_call' };
    }
    if (/^[UW][A-Z0-9]{2,}$/.test(ref)) return { userIds: [ref] };
    if (/^S[A-Z0-9]{2,}$/.test(ref)) return { userIds: await this.#membersOf(ref) };
    if (!ref.startsWith('@')) return this.#personAt(ref.toLowerCase());
    const group = this.#find('group', ref.slice(1)) ?? (await this.#findNewGroup(ref.slice(1)));
    if (!group) return { error: 'no_such_subteam' };
    if (group.data.isDeactivated) return { error: 'subteam_disabled' };
    return { userIds: await this.#membersOf(group.slackId) };
  }

  /** Whoever has this address; Slack is asked where the list does not say. */
  async #personAt(address: string): Promise<Found> {
    const found = this.#memberAt(address);
    if (found) return { userIds: [found.slackId] };
    const { slack } = this.#options;
    try {
      const { user } = await slack.call('users.lookupByEmail', { email: address }, randomUUID());
      if (user?.id) return { userIds: [user.id] };
    } catch (error) {
      if (!(error instanceof SlackCallError) || error.code !== 'users_not_found') throw error;
    }
    return { error: 'users_not_found' };
  }

  #memberAt(address: string): DirectoryEntry | undefined {
    return [...this.#known.values()].find(({ email }) => email === address.toLowerCase());
  }

  async #membersOf(usergroup: string): Promise<UserId[]> {
    const known = this.#members.get(usergroup);
    if (known && performance.now() - known.sinceMs < groupMembersMs) return known.userIds;
    const { slack } = this.#options;
    const { users = [] } = await slack.call('usergroups.users.list', { usergroup }, randomUUID());
    this.#rememberMembers(usergroup, users);
    return users;
  }

  #rememberMembers(groupId: string, userIds: UserId[]) {
    this.#members.set(groupId, { userIds, sinceMs: performance.now() });
  }

  async #findNewGroup(handle: string): Promise<DirectoryEntry | undefined> {
    const answer = await this.#options.slack.call('usergroups.list', {}, randomUUID());
    const entries = (answer.usergroups ?? []).map((group) => groupEntry({ ...group }));
    await this.#save(entries.filter((entry) => entry !== null));
    return this.#find('group', handle);
  }

  #find(kind: DirectoryEntry['kind'], name: string): DirectoryEntry | undefined {
    return [...this.#known.values()].find((entry) => entry.kind === kind && entry.name === name);
  }

  async #lookUp(userId: UserId): Promise<DirectoryEntry | null> {
    const { slack, teamId, log } = this.#options;
    const asked = slack
      .call('users.info', { user: userId }, randomUUID())
      .then(async ({ user }) => {
        const entry = user ? userEntry({ ...user }, teamId) : null;
        if (entry) await this.#save([entry]);
      })
      .catch((error: unknown) => {
        log.warn({ err: error, userId }, 'member not looked up, or not stored');
      });
    await Promise.race([asked, after(lookUpMs)]);
    // Who they are is known as soon as Slack has said it, stored or not.
    return this.#known.get(keyOf('user', userId)) ?? null;
  }

  /** Every page of a list, stored as it comes. */
  async #list<M extends 'users.list' | 'conversations.list' | 'usergroups.list'>(
    method: M,
    args: Record<string, unknown>,
    entriesOf: (answer: Answers[M]) => Array<DirectoryEntry | null>,
  ): Promise<void> {
    try {
      let cursor: string | undefined = '';
      while (cursor !== undefined) {
        const page: Answers[M] = await this.#options.slack.call(
          method,
          { ...args, limit: 200, ...(cursor ? { cursor } : {}) },
          randomUUID(),
        );
        const entries = entriesOf(page).filter((entry) => entry !== null);
        const gone = entries.filter((entry) => this.#hasLeft(entry));
        await this.#save(entries);
        for (const { slackId } of gone) this.#options.onGone?.(slackId);
        cursor = page.response_metadata?.next_cursor || undefined;
      }
    } catch (error) {
      if (!(error instanceof SlackCallError)) throw error;
      this.#options.log.warn({ method, code: error.code }, 'list not read; the old one stays');
    }
  }

  #hasLeft({ kind, slackId, data }: DirectoryEntry): boolean {
    const known = this.#known.get(keyOf(kind, slackId));
    return kind === 'user' && data.isDeactivated === true && known?.data.isDeactivated === false;
  }

  async #save(entries: DirectoryEntry[]): Promise<void> {
    for (const entry of entries) this.#remember(entry);
    if (entries.length === 0) return;
    const { pool, teamId } = this.#options;
    await pool.use(({ sql }) => saveEntries(sql, teamId, entries));
  }

  #remember(entry: DirectoryEntry) {
    this.#known.set(keyOf(entry.kind, entry.slackId), entry);
  }
}

function keyOf(kind: DirectoryEntry['kind'], slackId: string): string {
  return `${kind}:${slackId}`;
}

function entryOf(
  change: Extract<DirectoryChange, { kind: 'user' | 'group' | 'channel' }>,
  teamId: string,
): DirectoryEntry | null {
  switch (change.kind) {
    case 'user':
      return userEntry(change.user, teamId);
    case 'group':
      return groupEntry(change.group);
    case 'channel':
      return channelEntry({ id: change.channelId, name: change.name });
  }
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
