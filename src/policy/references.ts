import { cronFault } from '../calendar/recurrence.ts';
import { countryFault } from './countries.ts';
import { type Meaning, type Named, named } from './language/named.ts';
import type { Found, Meant } from './meanings.ts';
import type { Fault } from './positions.ts';
import { nearest } from './shape-faults.ts';
import { keyedTemplateGaps, templateGapPattern, templateGaps } from './template-gaps.ts';

type KeysOf = (what: Named) => string[];

/** Whether what the texts of a policy refer to is there. */
export function referenceFaults(body: unknown, { meant }: Found): Fault[] {
  const known = new Map<Named, string[]>();
  const keys: KeysOf = (what) => {
    const there = known.get(what) ?? keysOf(body, what);
    known.set(what, there);
    return there;
  };
  return meant.flatMap((each) => {
    return wrong(each, body, keys).map((what) => ({
      path: each.path,
      what,
      ...(each.atKey ? { atKey: true as const } : {}),
    }));
  });
}

function wrong({ meaning, text }: Meant, body: unknown, keys: KeysOf): string[] {
  if (meaning.is === 'template') return templateFaults(text, keys);
  const what = refersWrongly(meaning, text, body, keys);
  return what === null ? [] : [what];
}

function refersWrongly(meaning: Meaning, given: string, body: unknown, keys: KeysOf) {
  switch (meaning.is) {
    case 'key_of':
      return unknownKey(meaning.what, given, keys(meaning.what));
    case 'step':
      return stepFault(given, body);
    case 'people':
    case 'invited':
      return whoFault(meaning, given, keys);
    case 'zone':
      return zoneFault(given);
    case 'cron':
      return cronFault(given);
    case 'country':
      return countryFault(given);
    default:
      return null;
  }
}

/** The keys of things of one sort, as the file has them, with those that need not be written. */
export function keysOf(body: unknown, what: Named): string[] {
  const { stand, builtIn } = named[what];
  const written = stand.flatMap((path) => {
    const list = at(body, path);
    if (!Array.isArray(list)) return [];
    return list.map((item) => at(item, ['key'])).filter((key) => typeof key === 'string');
  });
  return [...written, ...builtIn];
}

const keyShape = /^[a-z][a-z0-9_]{0,39}$/;

/** How many keys are named where one is not known; more are no help. */
const listed = 12;

/** Says that there is no such key, and what may have been meant; null where there is one. */
export function unknownKey(what: Named, given: string, keys: string[]): string | null {
  // What can be no key at all is a matter of its shape.
  if (keys.includes(given) || !keyShape.test(given)) return null;
  const said = `no ${named[what].one} has the key ${JSON.stringify(given)}`;
  if (keys.length === 0) return `${said}; there are none under ${standing(what)}`;
  const near = nearest(given, keys);
  if (near && keys.length > 1) return `${said}; did you mean ${near}?`;
  if (keys.length <= listed) return `${said}; it must be one of ${keys.join(', ')}`;
  return `${said}; those there are stand in ${standing(what)}`;
}

function standing(what: Named): string {
  return named[what].stand.map((path) => path.join('.')).join(' and ');
}

/** What a list of tasks calls its steps, in the file. */
const stepLists = [
  ['checklists', ['items']],
  ['runbooks', ['diagnosis', 'steps']],
] as const;

/** The steps of all checklists and runbooks, as `list.step` and `list.step.part`. */
export function stepsIn(body: unknown): string[] {
  return stepLists.flatMap(([section, lists]) =>
    itemsAt(body, [section]).flatMap((list) =>
      lists.flatMap((name) =>
        itemsAt(list, [name]).flatMap((step) => {
          const path = `${text(list)}.${text(step)}`;
          return [path, ...itemsAt(step, ['steps']).map((part) => `${path}.${text(part)}`)];
        }),
      ),
    ),
  );
}

function text(item: unknown): string {
  return String(at(item, ['key']));
}

function stepFault(given: string, body: unknown): string | null {
  if (!given.includes('.')) return null;
  const steps = stepsIn(body);
  if (steps.includes(given)) return null;
  const [list = ''] = given.split('.');
  const unknown = unknownKey('list', list, keysOf(body, 'list'));
  if (unknown) return unknown;
  const here = steps.filter((step) => step.startsWith(`${list}.`));
  const near = nearest(given, here);
  const hint = near
    ? `did you mean ${near}?`
    : `it must be one of ${here.slice(0, listed).join(', ')}`;
  return `no step is called ${JSON.stringify(given)}; ${hint}`;
}

const direct =
  /^(?:[UW][A-Z0-9]{4,}|S[A-Z0-9]{4,}|@[\p{L}0-9][\p{L}0-9._-]*|[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+)$/u;
const keyed = /^(team|role|contact|on_call):(.*)$/;

function whoFault(meaning: Meaning, given: string, keys: KeysOf) {
  if (direct.test(given)) return null;
  const [, what, key = ''] = keyed.exec(given) ?? [];
  const said = `is ${JSON.stringify(given)}; it must be a user id (U…), a user group id (S…), an e-mail address, a @user-group`;
  if (meaning.is === 'invited') {
    if (what === 'team' || what === 'on_call') return unknownKey(what, key, keys(what));
    return `${said}, team:key or on_call:key`;
  }
  if (given === 'anyone') return null;
  if (what === 'team' || what === 'role' || what === 'contact' || what === 'on_call')
    return unknownKey(what, key, keys(what));
  return `${said}, team:key, role:key, on_call:key, contact:key or anyone`;
}

function templateFaults(template: string, keys: KeysOf): string[] {
  const gaps = [...template.matchAll(templateGapPattern)].map(([, gap = '']) => gap);
  return [...new Set(gaps)].flatMap((gap) => gapFault(gap, keys) ?? []);
}

/** Why nothing fills the gap; null where something does. */
function gapFault(gap: string, keys: KeysOf): string | null {
  const [what = '', key] = gap.split('.');
  const holder = keyedTemplateGaps.find(({ name }) => name === what);
  if (key !== undefined && holder) {
    const unknown = unknownKey(holder.name, key, keys(holder.name));
    return unknown && `{${gap}} cannot be filled in: ${unknown}`;
  }
  const names = templateGaps.map(({ name }) => name);
  if (names.some((name) => name === gap)) return null;
  const near = nearest(gap, names);
  const hint = near ? `did you mean {${near}}?` : 'docs/policy.md lists what can';
  return `{${gap}} cannot be filled in; ${hint}`;
}

function zoneFault(zone: string): string | null {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return null;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const near = nearest(zone, Intl.supportedValuesOf('timeZone'));
    const hint = near ? `did you mean ${near}?` : 'it must be an IANA name, such as Asia/Bangkok';
    return `no time zone is called ${JSON.stringify(zone)}; ${hint}`;
  }
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, step)
        ? (inner as Record<string, unknown>)[step]
        : undefined,
    value,
  );
}

function itemsAt(value: unknown, path: readonly string[]): unknown[] {
  const list = at(value, path);
  return Array.isArray(list) ? list : [];
}
