import type { SlackClient } from '../client.ts';
import type { ActResult, InputValue, MessageShown, Place } from '../protocol.ts';
import { findPart, listed, optionValue, type Part, partsOf } from './parts.ts';
import type { Person } from './person.ts';
import { brief, holds, type Like, wordsOfMessage } from './words.ts';

/** How to find the messages among which one is looked for. */
export interface Source {
  /** In words, for errors: `#inc-1-api`. */
  name: string;
  messages(): Promise<MessageShown[]>;
}

/**
 * A message that is there or will be: nothing is read until it is used, and then it is waited for.
 * The newest that fits is meant; Slack's own line about a new topic or purpose only where nobody's
 * does, because it comes before or after what an app posts, as it happens.
 */
export class MessageHandle {
  readonly #slack: SlackClient;
  readonly #source: Source;
  readonly #like: Like;

  constructor(slack: SlackClient, source: Source, like: Like) {
    this.#slack = slack;
    this.#source = source;
    this.#like = like;
  }

  /** Waits until the message is there. */
  seen(withinMs?: number): Promise<MessageShown> {
    return this.#slack.link.until({
      what: `a message like ${this.#like} in ${this.#source.name}`,
      read: async () => this.#fitting(await this.#source.messages()),
      instead: async () => this.#listMessages(),
      ...(withinMs === undefined ? {} : { withinMs }),
    });
  }

  /** Its words as a person reads them. */
  async words(): Promise<string> {
    return wordsOfMessage(await this.seen(), this.#slack.names);
  }

  /** A button (or another element) by its label or action id, beside words like `near`. */
  button(label: Like, near?: Like): ElementHandle {
    return new ElementHandle(this.#slack, this, label, near);
  }

  /** A select, checkbox group or date picker: the same as `button`, read aloud. */
  field(label: Like, near?: Like): ElementHandle {
    return new ElementHandle(this.#slack, this, label, near);
  }

  /** The replies under it, oldest first. */
  async thread(): Promise<MessageShown[]> {
    const message = await this.seen();
    const all = await this.#slack.messagesIn(message.channel);
    return all.filter((each) => each.thread_ts === message.ts && each.ts !== message.ts);
  }

  /** A reply under it. */
  reply(like: Like): MessageHandle {
    return new MessageHandle(
      this.#slack,
      { name: `the thread of ${this.#like}`, messages: () => this.thread() },
      like,
    );
  }

  async react(person: Person, name: string): Promise<void> {
    const { channel, ts } = await this.seen();
    await person.do({ type: 'add_reaction', channel, ts, name });
  }

  async unreact(person: Person, name: string): Promise<void> {
    const { channel, ts } = await this.seen();
    await person.do({ type: 'remove_reaction', channel, ts, name });
  }

  async pin(person: Person): Promise<void> {
    const { channel, ts } = await this.seen();
    await person.do({ type: 'pin_message', channel, ts });
  }

  async unpin(person: Person): Promise<void> {
    const { channel, ts } = await this.seen();
    await person.do({ type: 'unpin_message', channel, ts });
  }

  async edit(person: Person, text: string): Promise<void> {
    const { channel, ts } = await this.seen();
    await person.do({ type: 'edit_message', channel, ts, text });
  }

  async delete(person: Person): Promise<void> {
    const { channel, ts } = await this.seen();
    await person.do({ type: 'delete_message', channel, ts });
  }

  async answer(person: Person, text: string): Promise<ActResult> {
    const { channel, ts, thread_ts } = await this.seen();
    return person.do({ type: 'post_message', channel, text, thread_ts: thread_ts ?? ts });
  }

  async shortcut(person: Person, callback_id: string): Promise<ActResult> {
    const { channel, ts } = await this.seen();
    return person.do({ type: 'message_shortcut', channel, ts, callback_id });
  }

  #fitting(messages: readonly MessageShown[]): MessageShown | undefined {
    const fitting = messages.filter(
      (each) =>
        holds(wordsOfMessage(each, this.#slack.names), this.#like) || holds(each.text, this.#like),
    );
    return fitting.findLast((each) => !isAboutChannel(each)) ?? fitting.at(-1);
  }

  async #listMessages(): Promise<string> {
    const messages = await this.#source.messages();
    const lines = messages.slice(-8).map((each) => brief(wordsOfMessage(each, this.#slack.names)));
    return lines.length === 0 ? 'no messages at all' : `\n  - ${lines.join('\n  - ')}`;
  }
}

/** Something on a message that can be pressed or chosen from. */
export class ElementHandle {
  readonly #slack: SlackClient;
  readonly #message: MessageHandle;
  readonly #label: Like;
  readonly #near: Like | undefined;

  constructor(slack: SlackClient, message: MessageHandle, label: Like, near?: Like) {
    this.#slack = slack;
    this.#message = message;
    this.#label = label;
    this.#near = near;
  }

  /** Presses it as `person`; throws when the app does not answer well. */
  click(person: Person): Promise<ActResult> {
    return this.choose(person, undefined);
  }

  /** Presses it and returns what the person sees, failure or not. */
  tryClick(person: Person): Promise<ActResult> {
    return this.#use(person, undefined);
  }

  /** Chooses an option (by its text or value), a person's id, a date … */
  async choose(person: Person, value: InputValue | undefined): Promise<ActResult> {
    const result = await this.#use(person, value);
    if (!result.ok)
      throw new Error(`${person.key}, ${this.#label}: ${result.error}: ${result.message}`);
    return result;
  }

  /** An edit may take the element away between finding and using it: then it is looked for again. */
  async #use(person: Person, value: InputValue | undefined): Promise<ActResult> {
    for (let again = 2; ; again -= 1) {
      const { place, part } = await this.#find();
      const named = typeof value === 'string' ? optionValue(part.element, value) : undefined;
      const chosen = named ?? value;
      const result = await person.attempt({
        type: 'block_action',
        place,
        action_id: part.actionId,
        block_id: part.blockId,
        ...(chosen === undefined ? {} : { value: chosen }),
      });
      if (result.error !== 'element_not_found' || again === 0) return result;
    }
  }

  /** Waits until it is there. */
  async seen(): Promise<Part> {
    return (await this.#find()).part;
  }

  async #find(): Promise<{ place: Place; part: Part }> {
    const { names, link } = this.#slack;
    const parts = async (): Promise<{ message: MessageShown; parts: Part[] }> => {
      const message = await this.#message.seen();
      return { message, parts: partsOf(message.blocks, names) };
    };
    return link.until({
      what: `a button or field ${this.#label}${this.#near === undefined ? '' : ` near ${this.#near}`}`,
      read: async () => {
        const there = await parts();
        const part = findPart(there.parts, this.#label, names, this.#near);
        if (part === undefined) return undefined;
        const { channel, ts } = there.message;
        return { part, place: { kind: 'message', channel, ts } };
      },
      instead: async () => listed((await parts()).parts),
    });
  }
}

function isAboutChannel({ subtype }: MessageShown): boolean {
  return subtype !== null && /^(channel|group)_(topic|purpose|name)$/.test(subtype);
}
