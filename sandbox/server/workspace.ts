import { EventEmitter } from 'node:events';
import type { Change } from './changes.ts';
import { Clock } from './clock.ts';
import { Ids } from './ids.ts';
import type { App, Canvas, Channel, FileRecord, Team, Ts, User, UserGroup, View } from './model.ts';
import type { Settings } from './settings.ts';

/**
 * One workspace in memory: its people, places and apps. What happens to it is in the files of
 * verbs (`messages.ts`, `channels.ts`, `people.ts`, `files.ts`, `views.ts`), each of which changes
 * the state and then announces the change here, once.
 */
export class Workspace {
  readonly team: Team;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly ids = new Ids();
  /** Where this Slack is reached, without a slash at the end; set when the server listens. */
  url = 'http://127.0.0.1';
  readonly users = new Map<string, User>();
  readonly channels = new Map<string, Channel>();
  readonly apps = new Map<string, App>();
  readonly groups = new Map<string, UserGroup>();
  readonly files = new Map<string, FileRecord>();
  /** Documents by id. */
  readonly canvases = new Map<string, Canvas>();
  /** Modals by the member before whom they stand, lowest first. */
  readonly modals = new Map<string, View[]>();
  /** Home tabs by `app:user`. */
  readonly homes = new Map<string, View>();
  readonly #changes = new EventEmitter().setMaxListeners(0);
  #lastTs = 0;

  constructor(team: Team, settings: Settings, clock = new Clock()) {
    this.team = team;
    this.settings = settings;
    this.clock = clock;
  }

  /** A new timestamp from the story's clock, later than every one before it. */
  nextTs(): Ts {
    const micros = Math.max(this.clock.now() * 1000, this.#lastTs + 100);
    this.#lastTs = micros;
    const whole = Math.floor(micros / 1_000_000);
    return `${whole}.${String(micros % 1_000_000).padStart(6, '0')}`;
  }

  /** Tells everybody who listens what has just happened. */
  announce(change: Change): void {
    this.#changes.emit('change', change);
  }

  /** Listens to all changes until the returned function is called. */
  onChange(listener: (change: Change) => void): () => void {
    this.#changes.on('change', listener);
    return () => this.#changes.off('change', listener);
  }

  /** Real milliseconds from which reads show what is written now. */
  visibleFrom(): number {
    return Date.now() + this.settings.visibilityLagMs;
  }

  /** A member by id, by the cast's key (`reporter`) or by handle; undefined when there is none. */
  findUser(name: string): User | undefined {
    const bare = name.replace(/^@/, '');
    const known = this.users.get(bare);
    if (known !== undefined) return known;
    for (const user of this.users.values())
      if (user.key === bare || user.name === bare) return user;
    return undefined;
  }

  /** A channel by id or by name (with or without #); undefined when there is none. */
  findChannel(name: string): Channel | undefined {
    const known = this.channels.get(name);
    if (known !== undefined) return known;
    const bare = name.replace(/^#/, '');
    if (bare === '') return undefined;
    for (const channel of this.channels.values()) if (channel.name === bare) return channel;
    return undefined;
  }

  /** The app whose bot user, bot id or app id this is. */
  findApp(id: string): App | undefined {
    for (const app of this.apps.values())
      if (app.id === id || app.bot_user_id === id || app.bot_id === id) return app;
    return undefined;
  }

  /** The direct-message channel of exactly these members, if it was ever opened. */
  directChannel(users: readonly string[]): Channel | undefined {
    const kind = users.length > 2 ? 'mpim' : 'im';
    for (const channel of this.channels.values())
      if (
        channel.kind === kind &&
        channel.members.size === users.length &&
        users.every((user) => channel.members.has(user))
      )
        return channel;
    return undefined;
  }
}
