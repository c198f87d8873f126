import type { Field } from '../../policy/language/fields.ts';
import type { Policy } from '../../policy/schema.ts';
import { findByWord, folded } from '../lookup.ts';
import { codePoints, isBlank } from '../text.ts';
import { readAmount } from './amounts.ts';
import { readTime } from './typed-time.ts';
import type { FieldFault, FieldValue } from './types.ts';

/** What a field may hold at most: code points of a text, entries of a list. */
export const fieldLimits = { text: 300, long_text: 1500, link: 500, list: 30 } as const;

/** Beside the field: when it was given, and the IANA zone of who gave it. */
export interface GivenBy {
  now: Date;
  zone: string;
}

export type ReadField = { value: FieldValue | null } | { fault: FieldFault };

/**
 * What was given for a field as its value, clean; null where nothing was. Reading a value that is
 * clean already gives the same.
 */
export function readField(
  policy: Policy,
  field: Field,
  given: FieldValue | null,
  by: GivenBy,
): ReadField {
  if (given === null || given === '' || (Array.isArray(given) && given.length === 0)) {
    return { value: null };
  }
  if (typeof given === 'string' && isBlank(given)) return { value: null };
  const words = Array.isArray(given) ? given.join(', ') : String(given).trim();
  switch (field.type) {
    case 'text':
      return text(words.replace(/\s+/g, ' '), fieldLimits.text);
    case 'long_text':
      return text(words, fieldLimits.long_text);
    case 'number':
      return number(field, given, words);
    case 'money':
      return money(field, given, words);
    case 'yes_no':
      return typeof given === 'boolean' ? { value: given } : yesNo(words);
    case 'choice':
      return choice(field, words);
    case 'choices':
      return several(
        listOf(given).map((word) => choiceKey(field, word)),
        'choice',
      );
    case 'modules':
      return several(
        listOf(given).map((word) => findByWord(policy.modules, word)?.key),
        'modules',
      );
    case 'people':
      return several(peopleIn(given), 'people');
    case 'link':
      return /^https?:\/\/[^\s<>|]+$/.test(words)
        ? text(words, fieldLimits.link)
        : { fault: 'link' };
    case 'time':
      return time(words, by);
    case 'files':
      return { fault: 'files' };
  }
}

function text(words: string, max: number): ReadField {
  return codePoints(words) > max ? { fault: 'too_long' } : { value: words };
}

function number({ unit }: Field, given: FieldValue, words: string): ReadField {
  if (typeof given === 'number') return { value: given };
  const amount = readAmount(words);
  if ('fault' in amount) return amount;
  const isOwn = amount.unit === '' || (unit !== undefined && folded(amount.unit) === folded(unit));
  return isOwn ? { value: amount.value } : { fault: unit === undefined ? 'number' : 'unit' };
}

/** How people write some currencies beside their three letters. */
const signs: Readonly<Record<string, string>> = {
  $: 'USD',
  us$: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '฿': 'THB',
  rp: 'IDR',
  'rp.': 'IDR',
};

function money({ currency }: Field, given: FieldValue, words: string): ReadField {
  if (typeof given === 'number') return { value: given };
  const amount = readAmount(words);
  if ('fault' in amount) {
    return currency && amount.fault === 'number' ? { fault: 'currency' } : amount;
  }
  const said = signs[amount.unit.toLowerCase()] ?? amount.unit.toUpperCase();
  if (said === '' || said === currency) return { value: amount.value };
  return { fault: currency === undefined ? 'number' : 'currency' };
}

const yes = new Set(['yes', 'y', 'true', 'on', '1', 'ja', 'ya', 'ใช่', 'はい']);
const no = new Set(['no', 'n', 'false', 'off', '0', 'nein', 'tidak', 'ไม่', 'ไม่ใช่', 'いいえ']);

function yesNo(words: string): ReadField {
  const word = words.toLowerCase();
  if (yes.has(word)) return { value: true };
  return no.has(word) ? { value: false } : { fault: 'yes_no' };
}

function choice(field: Field, words: string): ReadField {
  const key = choiceKey(field, words);
  return key === undefined ? { fault: 'choice' } : { value: key };
}

function choiceKey({ choices }: Field, word: string): string | undefined {
  const wanted = folded(word);
  return choices.find(({ key, name }) => folded(key) === wanted || folded(name) === wanted)?.key;
}

function listOf(given: FieldValue): string[] {
  if (Array.isArray(given)) return given;
  return String(given)
    .split(/[,;\n]+/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** Each mentioned as `<@U…>`, or named by id. */
function peopleIn(given: FieldValue): (string | undefined)[] {
  const words = Array.isArray(given) ? given : String(given).split(/[\s,;]+/);
  return words
    .filter((word) => word !== '')
    .map((word) => /^(?:<@)?([UW][A-Z0-9]{2,})(?:\|[^>]*)?>?$/.exec(word)?.[1]);
}

function several(found: (string | undefined)[], fault: FieldFault): ReadField {
  const known = found.filter((key) => key !== undefined);
  if (known.length < found.length || known.length === 0) return { fault };
  const value = [...new Set(known)];
  return value.length > fieldLimits.list ? { fault: 'too_many' } : { value };
}

function time(words: string, { now, zone }: GivenBy): ReadField {
  const at = readTime(words, now, zone);
  return at ? { value: at.toISOString() } : { fault: 'time' };
}
