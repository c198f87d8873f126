import type { Condition, FieldTest } from '../policy/language/condition.ts';
import type { Book } from './book.ts';
import { type Inline, joined, type Line } from './page.ts';
import type { Thing } from './things.ts';

/** When something applies, in words; empty where it always does. */
export function inWords(book: Book, condition: Condition): Line {
  const { any, not, ...flat } = condition;
  const parts = tests(book, flat);
  if (any && any.length > 0) {
    const each = any.map((one) => joined(tests(book, one), book.say('handbook.and')));
    parts.push([book.say('handbook.any_of'), ' ', ...joined(each, book.say('handbook.or'))]);
  }
  if (not) {
    parts.push([
      book.say('handbook.not'),
      ' ',
      ...joined(tests(book, not), book.say('handbook.and')),
    ]);
  }
  return joined(parts, '; ');
}

type Flat = Omit<Condition, 'any' | 'not'>;

function tests(book: Book, condition: Flat): Line[] {
  const lines: Line[] = [];
  const said = (label: string, value: Line) => lines.push([label, ' ', ...value]);
  for (const [name, label, thing] of listed) {
    const keys = condition[name];
    if (keys) said(book.say(label), book.links(thing, keys));
  }
  if (condition.severity_at_least) {
    said(book.say('handbook.when_at_least'), book.link('severity', condition.severity_at_least));
  }
  if (condition.phase) said(book.say('handbook.when_phase'), [book.listed(condition.phase)]);
  if (condition.is_private !== undefined) {
    lines.push([book.say(condition.is_private ? 'handbook.when_private' : 'handbook.when_open')]);
  }
  if (condition.is_drill !== undefined) {
    lines.push([book.say(condition.is_drill ? 'handbook.when_drill' : 'handbook.when_real')]);
  }
  for (const [key, test] of Object.entries(condition.field ?? {})) {
    lines.push([...book.link('field', key), ' ', ...fieldTest(book, key, test)]);
  }
  return lines;
}

/** Lists of keys in a condition: what is said before them, and what they are keys of. */
const listed = [
  ['severity', 'handbook.when_severity', 'severity'],
  ['kind', 'handbook.when_kind', 'kind'],
  ['module', 'handbook.when_module', 'module'],
  ['status', 'handbook.when_status', 'status'],
  ['stage', 'handbook.when_stage', 'stage'],
  ['public_state', 'handbook.when_public_state', 'public_state'],
  ['milestone', 'handbook.when_milestone', 'milestone'],
  ['measure', 'handbook.when_measure', 'measure'],
] as const satisfies readonly (readonly [keyof Flat, string, Thing])[];

function fieldTest(book: Book, key: string, test: FieldTest): Line {
  const field = book.policy.fields.find((each) => each.key === key);
  const shown = (value: string | number | boolean) => {
    if (typeof value === 'boolean') return book.yes(value);
    const choice = field?.choices.find((each) => each.key === value);
    return choice?.name ?? amount(value, field?.currency ?? field?.unit);
  };
  const parts: Inline[] = [];
  if (test.is !== undefined) parts.push(book.say('handbook.is', { value: shown(test.is) }));
  if (test.one_of) {
    parts.push(book.say('handbook.one_of', { values: test.one_of.map(shown).join(', ') }));
  }
  if (test.more_than !== undefined) {
    parts.push(book.say('handbook.more_than', { value: shown(test.more_than) }));
  }
  if (test.at_least !== undefined) {
    parts.push(book.say('handbook.at_least', { value: shown(test.at_least) }));
  }
  if (test.less_than !== undefined) {
    parts.push(book.say('handbook.less_than', { value: shown(test.less_than) }));
  }
  if (test.given !== undefined) {
    parts.push(book.say(test.given ? 'handbook.given' : 'handbook.not_given'));
  }
  return joined(
    parts.map((part): Line => [part]),
    book.say('handbook.and'),
  );
}

/** `100,000 USD` */
function amount(value: string | number, unit: string | undefined): string {
  const shown = typeof value === 'number' ? value.toLocaleString('en-US') : value;
  return unit === undefined ? shown : `${shown} ${unit}`;
}
