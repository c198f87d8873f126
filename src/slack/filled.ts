import type { ViewSubmitAction } from '@slack/bolt';
import { cleanText } from '../incident/text.ts';
import type { Preset } from '../views/update-modal.ts';

/** What was filled in, by field. */
export interface Filled {
  has(field: string): boolean;
  text(field: string): string;
  choice(field: string): string;
  choices(field: string): string[];
  person(field: string): string;
  /** The day chosen, as YYYY-MM-DD; empty where none was. */
  day(field: string): string;
}

type Values = ViewSubmitAction['view']['state']['values'];

/** What was filled in, cleaned. Every field's element is called `value`. */
export function filledIn(values: Values): Filled {
  const field = (name: string) => values[name]?.['value'];
  return {
    has: (name) => Object.hasOwn(values, name),
    text: (name) => cleanText(field(name)?.value ?? '', LONGEST_INPUT).text,
    choice: (name) => field(name)?.selected_option?.value ?? '',
    choices: (name) => (field(name)?.selected_options ?? []).map((each) => each.value ?? ''),
    person: (name) => field(name)?.selected_user ?? '',
    day: (name) => field(name)?.selected_date ?? '',
  };
}

/** Slack lets people type 3000 characters into a field; rules say what is too long. */
const LONGEST_INPUT = 20_000;

/** What was filled in, as it stands in the form when it is drawn anew. */
export function typedIn({ text, choice }: Filled): Preset {
  const words = text('title') || text('know');
  return {
    ...optional('text', words),
    ...optional('doing', text('doing')),
    ...optional('need', text('need')),
    ...optional('reason', text('reason')),
    ...optional('severity', choice('severity')),
    ...optional('status', choice('status')),
    ...optional('role', choice('role')),
    ...minutes('minutes', choice('minutes')),
  };
}

/** The key with its value, or nothing where nothing was chosen. */
export function optional<K extends string>(key: K, value: string): Partial<Record<K, string>> {
  return value ? ({ [key]: value } as Partial<Record<K, string>>) : {};
}

/** The same for a number of minutes. */
export function minutes<K extends string>(key: K, value: string): Partial<Record<K, number>> {
  return value ? ({ [key]: Number(value) } as Partial<Record<K, number>>) : {};
}
