import type { SlackClient } from '../client.ts';
import type { ChannelState, MessageShown } from '../protocol.ts';
import type { BookmarkShown, CanvasShown } from '../protocol-tabs.ts';
import { MessageHandle } from './message.ts';
import { brief, holds, type Like, wordsOfMessage } from './words.ts';

/** A channel, or the direct messages of somebody with the app. */
export class Room {
  readonly #slack: SlackClient;
  readonly id: string;
  readonly #called: string;

  constructor(slack: SlackClient, id: string, called: string) {
    this.#slack = slack;
    this.id = id;
    this.#called = called;
  }

  /** Its present name; direct messages have none. */
  async name(): Promise<string> {
    return (await this.state()).name;
  }

  /** Everything about it as it is now. */
  state(): Promise<ChannelState> {
    return this.#slack.channelState(this.id);
  }

  /** Everything said there, oldest first, replies and system messages included. */
  async messages(): Promise<MessageShown[]> {
    return (await this.state()).messages;
  }

  /** The newest message like this, now or as soon as it comes. */
  message(like: Like): MessageHandle {
    const source = { name: this.#called, messages: () => this.messages() };
    return new MessageHandle(this.#slack, source, like);
  }

  async topic(): Promise<string> {
    return (await this.state()).topic;
  }

  /** Pinned messages. */
  async pins(): Promise<MessageShown[]> {
    return (await this.messages()).filter((message) => message.pinned);
  }

  /** Ids of the members, the app's bot among them. */
  async members(): Promise<string[]> {
    return (await this.state()).members;
  }

  /** Keys of the people who are in; apps are left out. */
  async people(): Promise<string[]> {
    const members = await this.members();
    return this.#slack.users
      .filter((user) => !user.is_bot && members.includes(user.id))
      .map((user) => user.key);
  }

  async bookmarks(): Promise<BookmarkShown[]> {
    return (await this.state()).bookmarks;
  }

  /** Canvases that are tabs of it. */
  async canvases(): Promise<CanvasShown[]> {
    return (await this.state()).canvases;
  }

  async archived(): Promise<boolean> {
    return (await this.state()).archived;
  }

  /** Waits until the room is as `fits` wants it. */
  until(
    what: string,
    fits: (room: ChannelState) => boolean,
    withinMs?: number,
  ): Promise<ChannelState> {
    return this.#slack.link.until({
      what: `${what} in ${this.#called}`,
      read: async () => {
        const state = await this.state();
        return fits(state) ? state : undefined;
      },
      instead: async () => {
        const { messages, bookmarks, ...rest } = await this.state();
        return JSON.stringify({ ...rest, messages: messages.length, bookmarks: bookmarks.length });
      },
      ...(withinMs === undefined ? {} : { withinMs }),
    });
  }

  /** Throws when there is a message like this once everything has come to rest. */
  async expectNoMessage(like: Like): Promise<void> {
    await this.#slack.settle();
    for (const message of await this.messages()) {
      const words = wordsOfMessage(message, this.#slack.names);
      if (holds(words, like))
        throw new Error(`expected no message like ${like} in ${this.#called}: ${brief(words)}`);
    }
  }
}
