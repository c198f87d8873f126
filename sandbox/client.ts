import type { Names } from './blocks/names.ts';
import { ControlLink } from './client/control-link.ts';
import { Person } from './client/person.ts';
import { Room } from './client/room.ts';
import { isCalled, type Like, namesOf } from './client/words.ts';
import type {
  AppState,
  ChannelList,
  ChannelState,
  ChannelSummary,
  MemberSummary,
  MessageShown,
  OneChannel,
} from './protocol.ts';
import type { Fault, JournalEntry, QuietState } from './protocol-operate.ts';
import type { Settings } from './server/settings.ts';

/** What the app under test has beside Slack. */
export interface Beside {
  /** Moves the app's own clock by so many milliseconds, before the sandbox's. */
  advance?: (ms: number) => Promise<void>;
  /** Resolves when the app has nothing left to do. */
  settled?: () => Promise<void>;
}

export interface Span {
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
}

/** So often one may have made the other do something, before that counts as a loop. */
const mostRounds = 50;

/** A workspace seen from outside: its people and rooms, its clock and its faults. */
export class SlackClient {
  readonly link: ControlLink;
  readonly #beside: Beside;
  #users: readonly MemberSummary[] = [];
  #app: AppState | undefined;
  #names: Names = namesOf([]);

  constructor(url: string, beside: Beside = {}) {
    this.link = new ControlLink(url);
    this.#beside = beside;
  }

  /** Connects and reads who is there. */
  async open(): Promise<this> {
    await this.link.open();
    const state = await this.link.state();
    this.#users = state.users;
    this.#app = state.apps[0];
    this.#names = namesOf(state.users);
    return this;
  }

  close(): void {
    this.link.close();
  }

  get users(): readonly MemberSummary[] {
    return this.#users;
  }

  get names(): Names {
    return this.#names;
  }

  /** The first app of the workspace, with its tokens. */
  get app(): AppState {
    if (this.#app === undefined) throw new Error('not connected, or no app is installed');
    return this.#app;
  }

  /** A member by key, handle or id. */
  user(name: string): Person {
    const member = this.#users.find((each) => [each.key, each.name, each.id].includes(name));
    if (member === undefined) throw new Error(`nobody in the workspace is called ${name}`);
    return new Person(this, member);
  }

  /** A channel by name, now or as soon as there is one; the newest of those that fit. */
  async channel(name: Like, withinMs?: number): Promise<Room> {
    const found = await this.link.until({
      what: `a channel ${name}`,
      read: async () => (await this.#channels()).findLast((each) => isCalled(each.name, name)),
      instead: async () => (await this.#channels()).map((each) => each.name).join(', '),
      ...(withinMs === undefined ? {} : { withinMs }),
    });
    return new Room(this, found.id, `#${found.name}`);
  }

  /** Throws when there is a channel of that name once everything has come to rest. */
  async expectNoChannel(name: Like): Promise<void> {
    await this.settle();
    const found = (await this.#channels()).find((each) => isCalled(each.name, name));
    if (found !== undefined) throw new Error(`expected no channel ${name}: #${found.name}`);
  }

  /** Everything about one channel. */
  async channelState(id: string): Promise<ChannelState> {
    const { channel } = await this.link.get<OneChannel>(`channel?channel=${id}`);
    if (channel === null) throw new Error(`there is no channel ${id}`);
    return channel;
  }

  async messagesIn(id: string): Promise<MessageShown[]> {
    return (await this.channelState(id)).messages;
  }

  /** Moves the story forward: first the app's clock, then Slack's, then waits for quiet. */
  async fastForward(span: Span): Promise<void> {
    await this.settle();
    const ms = milliseconds(span);
    await this.#beside.advance?.(ms);
    await this.link.advance(ms);
    await this.settle();
  }

  /** Resolves when neither Slack nor the app has anything left to do. */
  async settle(): Promise<void> {
    // What the app did last may have made Slack send something, and the other way round.
    let before: number | null = null;
    for (let round = 0; round < mostRounds; round += 1) {
      const { sequence } = await this.link.get<QuietState>('quiet');
      if (sequence === before) return;
      before = sequence;
      await this.#beside.settled?.();
    }
    throw new Error(`Slack and the app still answer one another after ${mostRounds} rounds`);
  }

  async faults(...faults: Fault[]): Promise<void> {
    await this.link.faults(faults);
  }

  async settings(change: Partial<Settings>): Promise<void> {
    await this.link.settings(change);
  }

  /** What went over the wire: `journal({direction: 'call', name: 'chat.postMessage'})`. */
  journal(query: Record<string, string> = {}): Promise<JournalEntry[]> {
    return this.link.journal({ limit: '5000', ...query });
  }

  async #channels(): Promise<ChannelSummary[]> {
    return (await this.link.get<ChannelList>('channels')).channels;
  }
}

/** Connects to a running sandbox. */
export async function connectClient(url: string, beside: Beside = {}): Promise<SlackClient> {
  return new SlackClient(url, beside).open();
}

function milliseconds({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Span): number {
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}
