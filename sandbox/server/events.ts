import type { Change } from './changes.ts';
import { type Courier, occasionOf, type Parcel } from './courier.ts';
import { eventsOf } from './event-payloads.ts';
import { type Faults, ofKind } from './faults.ts';
import type { SlackEvent } from './message-events.ts';
import type { App, Json } from './model.ts';
import type { Random } from './random.ts';
import type { Workspace } from './workspace.ts';

/** When a failed event is sent again: at once, after a minute, after five (story time). */
const retryAfterMs = [0, 60_000, 300_000];

/** An event kept back by a `reorder` fault leaves after this long at the latest. */
const longestHoldMs = 500;

/** Scopes that events need, any one of them; what is not here needs none. */
const scopesOf: Record<string, string[]> = {
  app_mention: ['app_mentions:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  'message.mpim': ['mpim:history'],
  member_joined_channel: ['channels:read', 'groups:read'],
  member_left_channel: ['channels:read', 'groups:read'],
  reaction_added: ['reactions:read'],
  reaction_removed: ['reactions:read'],
  pin_added: ['pins:read'],
  pin_removed: ['pins:read'],
  channel_created: ['channels:read'],
  channel_rename: ['channels:read'],
  channel_archive: ['channels:read'],
  channel_unarchive: ['channels:read'],
  group_rename: ['groups:read'],
  group_archive: ['groups:read'],
  group_unarchive: ['groups:read'],
  user_change: ['users:read'],
  dnd_updated_user: ['dnd:read'],
  subteam_created: ['usergroups:read'],
  subteam_updated: ['usergroups:read'],
  subteam_members_changed: ['usergroups:read'],
  file_created: ['files:read'],
  file_shared: ['files:read'],
  file_deleted: ['files:read'],
};

interface Held {
  release: () => void;
  left: number;
}

/** The Events API: who hears of what, in an order that nobody promised, and again when not acked. */
export class Events {
  readonly #workspace: Workspace;
  readonly #courier: Courier;
  readonly #faults: Faults;
  readonly #random: Random;
  readonly #stop: () => void;
  #held: Held[] = [];
  #waiting = 0;
  #count = 0;
  #closed = false;

  constructor(workspace: Workspace, courier: Courier, faults: Faults, random: Random) {
    this.#workspace = workspace;
    this.#courier = courier;
    this.#faults = faults;
    this.#random = random;
    this.#stop = workspace.onChange((change) => this.#hear(change));
  }

  /** Events that have not left yet, retries of later apart. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Nothing is heard, and nothing sent again, from here on. */
  close(): void {
    this.#closed = true;
    this.#stop();
  }

  #hear(change: Change): void {
    if (this.#workspace.apps.size === 0) return;
    for (const event of eventsOf(this.#workspace, change))
      for (const app of this.#workspace.apps.values())
        if (hears(app, event)) this.#dispatch(app, event);
  }

  #dispatch(app: App, event: SlackEvent): void {
    const parcel = this.#wrap(app, event);
    const struck = this.#faults.strike(occasionOf(parcel));
    const first: Parcel = { ...parcel, struck };
    const reorder = ofKind(struck, 'reorder');
    const send = (): void => this.#soon(first);
    if (reorder === undefined) send();
    else this.#hold(send, reorder.after ?? 1);
    if (ofKind(struck, 'duplicate') !== undefined) this.#soon(parcel);
    if (reorder === undefined) this.#passed();
  }

  #soon(parcel: Parcel): void {
    this.#waiting += 1;
    const delay = this.#random.next() * this.#workspace.settings.eventSpreadMs;
    const leave = (): void => {
      this.#waiting -= 1;
      void this.#deliver(parcel, 0);
    };
    if (delay < 1) setImmediate(leave);
    else setTimeout(leave, delay);
  }

  #hold(send: () => void, after: number): void {
    const held: Held = {
      left: after,
      release: () => {
        clearTimeout(timer);
        this.#held = this.#held.filter((each) => each !== held);
        this.#waiting -= 1;
        send();
      },
    };
    const timer = setTimeout(held.release, longestHoldMs);
    this.#waiting += 1;
    this.#held.push(held);
  }

  #passed(): void {
    for (const held of [...this.#held]) {
      held.left -= 1;
      if (held.left <= 0) held.release();
    }
  }

  async #deliver(parcel: Parcel, attempt: number): Promise<void> {
    const ack = await this.#courier.deliver({ ...parcel, attempt });
    if (ack.ok || ack.noRetry || this.#closed) return;
    const wait = retryAfterMs[attempt];
    if (wait === undefined) return;
    const { struck: _struck, ...clean } = parcel;
    const again: Parcel = { ...clean, retryReason: ack.reason };
    const retry = (): void => void this.#deliver(again, attempt + 1);
    if (wait === 0) retry();
    else this.#workspace.clock.at(this.#workspace.clock.now() + wait, retry);
  }

  #wrap(app: App, { event, channel, user }: SlackEvent): Parcel {
    this.#count += 1;
    const payload: Json = {
      token: app.verification_token,
      team_id: this.#workspace.team.id,
      context_team_id: this.#workspace.team.id,
      context_enterprise_id: null,
      api_app_id: app.id,
      event,
      type: 'event_callback',
      event_id: this.#workspace.ids.next('Ev'),
      event_time: this.#workspace.clock.seconds(),
      authorizations: [
        {
          enterprise_id: null,
          team_id: this.#workspace.team.id,
          user_id: app.bot_user_id,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
      event_context: `4-local-${this.#count}`,
    };
    return {
      app,
      envelope: 'events_api',
      payload,
      name: String(event['type']),
      ...(channel === undefined ? {} : { channel: channel.id }),
      ...(user === undefined ? {} : { user }),
    };
  }
}

function hears(app: App, event: SlackEvent): boolean {
  const scopes = scopesOf[event.subscription];
  return (
    !app.revoked &&
    app.bot_events.has(event.subscription) &&
    (event.appId === undefined || event.appId === app.id) &&
    (scopes === undefined || scopes.some((scope) => app.scopes.has(scope))) &&
    (event.channel === undefined || isThere(app, event))
  );
}

function isThere(app: App, { channel, event }: SlackEvent): boolean {
  if (channel === undefined || channel.members.has(app.bot_user_id)) return true;
  // Leaving is told to the one who left, too.
  return event['type'] === 'member_left_channel' && event['user'] === app.bot_user_id;
}
