import type { SlackClient } from '../client.ts';
import type { Act, ActResult, MemberSummary, MessageShown } from '../protocol.ts';
import { Form } from './form.ts';
import { MessageHandle } from './message.ts';
import { textIn } from './parts.ts';
import { Room } from './room.ts';
import { brief, holds, isCalled, type Like, wordsOfMessage } from './words.ts';

type WithoutUser<A> = A extends Act ? Omit<A, 'user'> : never;

/** What this person does: an act without saying who. */
export type Deed = WithoutUser<Act>;

/** A member of the workspace, and everything they can do. */
export class Person {
  readonly #slack: SlackClient;
  readonly #member: MemberSummary;
  /** The channel in which they stand: commands are typed there. */
  #place = 'general';

  constructor(slack: SlackClient, member: MemberSummary) {
    this.#slack = slack;
    this.#member = member;
  }

  get id(): string {
    return this.#member.id;
  }

  get key(): string {
    return this.#member.key;
  }

  get name(): string {
    return this.#member.real_name;
  }

  /** Does something and returns what they see; throws when it failed in front of them. */
  async do(deed: Deed): Promise<ActResult> {
    const result = await this.attempt(deed);
    if (!result.ok)
      throw new Error(`${this.key}, ${deed.type}: ${result.error}: ${result.message}`);
    return result;
  }

  /** Does something and returns what they see, failure or not. */
  attempt(deed: Deed): Promise<ActResult> {
    // Taking `user` off each act and putting it back gives the same union again.
    return this.#slack.link.act({ ...deed, user: this.id } as Act);
  }

  /** Goes somewhere: what they type from now on is typed there. */
  goTo(room: Room | string): this {
    this.#place = typeof room === 'string' ? room : room.id;
    return this;
  }

  /** Types a slash command where they stand, or in `where`; returns what they see at once. */
  command(text: string, where?: Room | string): Promise<ActResult> {
    return this.do({ type: 'run_command', channel: this.#at(where), text });
  }

  /** The words that a command brought to this person alone. */
  async ask(text: string, where?: Room | string): Promise<string> {
    const result = await this.command(text, where);
    const shown = result.ephemerals ?? [];
    return shown.map((message) => wordsOfMessage(message, this.#slack.names)).join('\n');
  }

  say(text: string, where?: Room | string): Promise<ActResult> {
    return this.do({ type: 'post_message', channel: this.#at(where), text });
  }

  upload(name: string, content: string, where?: Room | string): Promise<ActResult> {
    return this.do({ type: 'upload_file', channel: this.#at(where), name, content });
  }

  /** Puts a file where only they see it, to be chosen in a form; gives its id. */
  async ownFile(name: string, content: string): Promise<string> {
    const { channel = '' } = await this.do({ type: 'open_direct', users: [this.id] });
    const { ts } = await this.upload(name, content, channel);
    const seen = await this.#slack.messagesIn(channel);
    const [file] = seen.find((each) => each.ts === ts)?.files ?? [];
    if (!file) throw new Error(`${name} is not there`);
    return file.id;
  }

  /** Turns their notifications off for so long. */
  pause(minutes: number): Promise<ActResult> {
    return this.do({ type: 'set_notifications', pause: minutes });
  }

  join(room: Room): Promise<ActResult> {
    return this.do({ type: 'join_channel', channel: room.id });
  }

  leave(room: Room): Promise<ActResult> {
    return this.do({ type: 'leave_channel', channel: room.id });
  }

  invite(room: Room, ...people: Person[]): Promise<ActResult> {
    const users = people.map((person) => person.id);
    return this.do({ type: 'invite', channel: room.id, users });
  }

  archive(room: Room): Promise<ActResult> {
    return this.do({ type: 'archive_channel', channel: room.id });
  }

  /** Uses a global shortcut. */
  shortcut(callback_id: string): Promise<ActResult> {
    return this.do({ type: 'global_shortcut', callback_id });
  }

  /** The form that stands before them, now or as soon as it is opened; the topmost one. */
  async modal(title?: Like): Promise<Form> {
    const view = await this.#slack.link.until({
      what: `a form${title === undefined ? '' : ` ${title}`} before ${this.key}`,
      read: async () => {
        const top = (await this.#slack.link.view(this.id)).modals.at(-1);
        const fits =
          title === undefined || (top !== undefined && isCalled(textIn(top.title), title));
        return fits ? top : undefined;
      },
      instead: async () => {
        const { modals } = await this.#slack.link.view(this.id);
        return modals.map((view) => textIn(view.title)).join(', ') || 'no form';
      },
    });
    return new Form(this.#slack, this, view);
  }

  /** Opens the app's Home tab and waits until it holds something (words like `like`). */
  async home(like?: RegExp): Promise<Form> {
    await this.do({ type: 'open_home' });
    const view = await this.#slack.link.until({
      what: `a Home tab for ${this.key}`,
      read: async () => {
        const [home] = (await this.#slack.link.view(this.id)).homes;
        if (home === undefined || home.view === null) return undefined;
        const words = new Form(this.#slack, this, home.view).words();
        return like === undefined || like.test(words) ? home.view : undefined;
      },
      instead: async () => 'none, or another, was published',
    });
    return new Form(this.#slack, this, view);
  }

  /** Their direct messages with the app. */
  async dm(): Promise<Room> {
    const users = [this.#slack.app.bot_user_id];
    const { channel = '' } = await this.do({ type: 'open_direct', users });
    return new Room(this.#slack, channel, `${this.key}'s direct messages`);
  }

  /** A message that only they see, in whatever channel, now or as soon as it comes. */
  ephemeral(like: Like): MessageHandle {
    const source = { name: `what only ${this.key} sees`, messages: () => this.ephemerals() };
    return new MessageHandle(this.#slack, source, like);
  }

  /** Everything that only they see, oldest first. */
  async ephemerals(): Promise<MessageShown[]> {
    const query = `ephemerals?user=${this.id}`;
    return (await this.#slack.link.get<{ messages: MessageShown[] }>(query)).messages;
  }

  /** Throws when only they see a message like this once everything has come to rest. */
  async expectNoEphemeral(like: Like): Promise<void> {
    await this.#slack.settle();
    for (const message of await this.ephemerals()) {
      const words = wordsOfMessage(message, this.#slack.names);
      if (holds(words, like)) throw new Error(`${this.key} sees ${brief(words)}`);
    }
  }

  /** The public channels and their own, as they see them in the sidebar. */
  async channels(): Promise<string[]> {
    return (await this.#slack.link.view(this.id)).channels.map((channel) => channel.name);
  }

  #at(where: Room | string | undefined): string {
    if (where === undefined) return this.#place;
    return typeof where === 'string' ? where : where.id;
  }
}
