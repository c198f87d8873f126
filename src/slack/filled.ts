import type { ViewSubmitAction } from '@slack/bolt';
import type { SharedFile } from '../incident/links/types.ts';
import { cleanText } from '../incident/text.ts';
import type { FormMetadata } from '../views/inputs.ts';
import type { Preset } from '../views/update-modal.ts';
import { sharedFiles } from './shared-files.ts';

/** What was filled in, by field. */
export interface Filled {
  /** The fields there are, in no order that means anything. */
  names: string[];
  has(field: string): boolean;
  /** Whatever was put in, of any kind of field; null where nothing was. An instant as its ISO text. */
  given(field: string): string | string[] | null;
  text(field: string): string;
  choice(field: string): string;
  choices(field: string): string[];
  person(field: string): string;
  people(field: string): string[];
  /** The day chosen, as YYYY-MM-DD; empty where none was. */
  day(field: string): string;
  /** The instant chosen; null where none was. */
  instant(field: string): Date | null;
  files(field: string): SharedFile[];
}

type Values = ViewSubmitAction['view']['state']['values'];
type Held = Values[string][string];

/** What was filled in, cleaned. Every field's element is called `value`. */
export function filledIn(values: Values): Filled {
  const field = (name: string) => values[name]?.['value'];
  return {
    names: Object.keys(values),
    has: (name) => Object.hasOwn(values, name),
    given: (name) => givenIn(field(name)),
    text: (name) => cleanText(field(name)?.value ?? '', LONGEST_INPUT).text,
    choice: (name) => field(name)?.selected_option?.value ?? '',
    choices: (name) => (field(name)?.selected_options ?? []).map((each) => each.value ?? ''),
    person: (name) => field(name)?.selected_user ?? '',
    people: (name) => field(name)?.selected_users ?? [],
    day: (name) => field(name)?.selected_date ?? '',
    instant: (name) => instantIn(field(name)),
    files: (name) => sharedFiles(field(name)?.files),
  };
}

function instantIn(held: Held | undefined): Date | null {
  const seconds = held?.selected_date_time;
  return seconds ? new Date(seconds * 1000) : null;
}

function givenIn(held: Held | undefined): string | string[] | null {
  if (!held) return null;
  const list = held.selected_options?.map(({ value }) => value ?? '') ?? held.selected_users;
  if (list) return list.length > 0 ? list : null;
  if (held.selected_date_time) return new Date(held.selected_date_time * 1000).toISOString();
  if (held.selected_option) return held.selected_option.value ?? null;
  return cleanText(held.value ?? '', LONGEST_INPUT).text || null;
}

/** Slack lets people type 3000 characters into a field; rules say what is too long. */
const LONGEST_INPUT = 20_000;

/** What was filled in, as it stands in the form when it is drawn anew. */
export function typedIn({ text, choice, instant }: Filled): Preset {
  const words = text('title') || text('know') || text('message') || text('where');
  const at = instant('at');
  return {
    ...optional('text', words),
    ...optional('doing', text('doing')),
    ...optional('need', text('need')),
    ...optional('reason', text('reason')),
    ...optional('severity', choice('severity')),
    ...optional('kind', choice('kind')),
    ...optional('status', choice('status')),
    ...optional('role', choice('role')),
    ...optional('arg', choice('stage') || choice('state')),
    ...minutes('minutes', choice('minutes')),
    ...(at ? { at } : {}),
  };
}

/** What was shown when the form was opened, where that matters. */
export function expected(metadata: FormMetadata): Pick<FormMetadata, 'expect'> {
  return metadata.expect ? { expect: metadata.expect } : {};
}

/** The key with its value, or nothing where nothing was chosen. */
export function optional<K extends string>(key: K, value: string): Partial<Record<K, string>> {
  return value ? ({ [key]: value } as Partial<Record<K, string>>) : {};
}

/** The same for a number of minutes. */
export function minutes<K extends string>(key: K, value: string): Partial<Record<K, number>> {
  return value ? ({ [key]: Number(value) } as Partial<Record<K, number>>) : {};
}
