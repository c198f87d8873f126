import type { SlackClient } from '../client.ts';
import type { ActResult, InputValue, ViewShown } from '../protocol.ts';
import { isObject } from '../server/arguments.ts';
import type { Json } from '../server/model.ts';
import { findPart, listed, optionValue, type Part, partsOf, textIn } from './parts.ts';
import { Person } from './person.ts';
import { Room } from './room.ts';
import { type Like, wordsOf } from './words.ts';

/** What may be put into a field: text, an option's text, a person, a channel, or several. */
export type Entry = string | number | null | Person | Room | readonly (string | Person | Room)[];

/** What became of a form that was sent. */
export interface FormResult {
  /** The form went away, or another one took its place. */
  accepted: boolean;
  /** What stands under the fields, by label. */
  errors: Record<string, string>;
  /** Slack's own words when the app did not answer well. */
  trouble?: string;
  raw: ActResult;
}

/** A modal or a Home tab in front of one person. */
export class Form {
  readonly #slack: SlackClient;
  readonly #person: Person;
  #view: ViewShown;

  constructor(slack: SlackClient, person: Person, view: ViewShown) {
    this.#slack = slack;
    this.#person = person;
    this.#view = view;
  }

  get view(): ViewShown {
    return this.#view;
  }

  get title(): string {
    return textIn(this.#view.title);
  }

  /** All its words as a person reads them. */
  words(): string {
    return wordsOf(this.#view.blocks, this.#slack.names);
  }

  /** The labels of its fields and buttons. */
  labels(): string[] {
    return this.#parts().map((part) => part.label);
  }

  /** What stands in a field: text, an option's value, ids. Null when it is empty. */
  value(label: Like): unknown {
    const part = this.#part(label);
    const state = this.#view.state[part.blockId]?.[part.actionId] ?? {};
    const key = Object.keys(state).find((each) => each !== 'type' && each !== 'timezone') ?? '';
    const held = state[key];
    if (Array.isArray(held)) return held.map((each) => (isObject(each) ? each['value'] : each));
    return isObject(held) && 'value' in held ? held['value'] : (held ?? null);
  }

  /** Fills fields by their labels (or block ids). */
  async fill(entries: Readonly<Record<string, Entry>>): Promise<this> {
    for (const [label, entry] of Object.entries(entries)) await this.#enter(label, entry);
    return this;
  }

  /** Presses a button in the form, or chooses from a menu that acts at once. */
  async press(label: Like, value?: InputValue, near?: Like): Promise<ActResult> {
    const part = this.#part(label, near);
    const chosen = typeof value === 'string' ? (optionValue(part.element, value) ?? value) : value;
    const result = await this.#person.do({
      type: 'block_action',
      place: this.#place(),
      block_id: part.blockId,
      action_id: part.actionId,
      ...(chosen === undefined ? {} : { value: chosen }),
    });
    await this.refresh();
    return result;
  }

  /** Sends the form. */
  async submit(): Promise<FormResult> {
    const raw = await this.#person.attempt({ type: 'submit_view', view_id: this.#view.id });
    const parts = this.#parts();
    const labelled = Object.entries(raw.errors ?? {}).map(([blockId, text]) => {
      const part = parts.find((each) => each.blockId === blockId);
      return [part?.label ?? blockId, text];
    });
    const result: FormResult = {
      accepted: raw.ok && labelled.length === 0,
      errors: Object.fromEntries(labelled),
      raw,
    };
    if (!raw.ok) result.trouble = raw.message ?? raw.error ?? 'unknown';
    const still = raw.modals?.find((each) => each.id === this.#view.id);
    if (still !== undefined) this.#view = still;
    return result;
  }

  /** Closes it: this one alone, or with `all` the whole stack. */
  async close(all = false): Promise<void> {
    await this.#person.do({ type: 'close_view', view_id: this.#view.id, all });
  }

  /** Reads it again; apps may have changed it. */
  async refresh(): Promise<this> {
    const seen = await this.#slack.link.view(this.#person.id);
    const views = [...seen.modals, ...seen.homes.flatMap((home) => home.view ?? [])];
    this.#view = views.find((each) => each.id === this.#view.id) ?? this.#view;
    return this;
  }

  /** Waits until it holds words like these. */
  async shows(like: RegExp): Promise<this> {
    return this.#slack.link.until({
      what: `${like} in the form "${this.title}"`,
      read: async () => ((await this.refresh()) && like.test(this.words()) ? this : undefined),
      instead: async () => this.words(),
    });
  }

  #parts(): Part[] {
    return partsOf(this.#view.blocks, this.#slack.names);
  }

  #part(label: Like, near?: Like): Part {
    const parts = this.#parts();
    const part = findPart(parts, label, this.#slack.names, near);
    if (part === undefined)
      throw new Error(`The form "${this.title}" has no ${label}. It has: ${listed(parts)}`);
    return part;
  }

  #place() {
    return this.#view.type === 'home'
      ? ({ kind: 'home', app_id: this.#view.app_id } as const)
      : ({ kind: 'view', view_id: this.#view.id } as const);
  }

  async #enter(label: string, entry: Entry): Promise<void> {
    const part = this.#part(label);
    const value = await this.#valueOf(part, entry);
    await this.#person.do({
      type: 'set_input',
      view_id: this.#view.id,
      block_id: part.blockId,
      action_id: part.actionId,
      value,
    });
    await this.refresh();
  }

  async #valueOf(part: Part, entry: Entry): Promise<InputValue> {
    if (entry === null || typeof entry === 'number') return entry;
    if (entry instanceof Person || entry instanceof Room) return entry.id;
    if (typeof entry !== 'string') {
      const several = await Promise.all(entry.map((each) => this.#valueOf(part, each)));
      return several.map(String);
    }
    if (isExternal(part.element)) return this.#suggested(part, entry);
    const many = ['checkboxes', 'multi_static_select'].includes(String(part.element['type']));
    const chosen = optionValue(part.element, entry);
    if (chosen === undefined) return entry;
    return many ? [chosen] : chosen;
  }

  async #suggested(part: Part, query: string): Promise<string> {
    const { options = [] } = await this.#person.do({
      type: 'load_options',
      place: this.#place(),
      block_id: part.blockId,
      action_id: part.actionId,
      query,
    });
    const found = options.find((each) => textIn(each.text).includes(query)) ?? options[0];
    if (found === undefined) throw new Error(`${part.label} offers nothing for "${query}"`);
    return found.value;
  }
}

function isExternal(element: Json): boolean {
  return String(element['type']).endsWith('external_select');
}
