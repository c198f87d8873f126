import { countryFault } from './countries.ts';
import { type Meaning, type Named, named } from './language/named.ts';
import type { Found, Meant } from './meanings.ts';
import type { Fault } from './positions.ts';
import { nearest } from './shape-faults.ts';
import { keyedTemplateGaps, templateGapPattern, templateGaps } from './template-gaps.ts';

/** Whether what the texts of a policy refer to is there. */
export function referenceFaults(body: unknown, { meant }: Found): Fault[] {
  const known = new Map<Named, string[]>();
  const keys = (what: Named) => {
    const there = known.get(what) ?? keysOf(body, what);
    known.set(what, there);
    return there;
  };
  return meant.flatMap((each) => {
    const what = wrong(each, body, keys);
    if (what === null) return [];
    return [{ path: each.path, what, ...(each.atKey ? { atKey: true as const } : {}) }];
  });
}

function wrong({ meaning, text }: Meant, body: unknown, keys: (what: Named) => string[]) {
  switch (meaning.is) {
    case 'key_of':
      return unknownKey(meaning.what, text, keys(meaning.what));
    case 'step':
      return stepFault(text, body);
    case 'people':
    case 'invited':
      return whoFault(meaning, text, keys);
    case 'zone':
      return zoneFault(text);
    case 'country':
      return countryFault(text);
    case 'template':
      return templateFault(text, keys);
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

/** How many keys are named where one is not known; more are no help. */
const listed = 12;

/** Says that there is no such key, and what may have been meant; null where there is one. */
export function unknownKey(what: Named, given: string, keys: string[]): string | null {
  if (keys.includes(given)) return null;
  const said = `no ${named[what].one} has the key ${JSON.stringify(given)}`;
  if (keys.length === 0) return `${said}; there are none: ${standing(what)} is empty`;
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
const keyed = /^(team|role|contact):(.*)$/;

function whoFault(meaning: Meaning, given: string, keys: (what: Named) => string[]) {
  if (direct.test(given)) return null;
  const [, what, key = ''] = keyed.exec(given) ?? [];
  const said = `is ${JSON.stringify(given)}; it must be a user id (U…), a user group id (S…), an e-mail address, a @user-group`;
  if (meaning.is === 'invited') {
    return what === 'team' ? unknownKey('team', key, keys('team')) : `${said} or team:key`;
  }
  if (given === 'anyone') return null;
  if (what === 'team' || what === 'role' || what === 'contact')
    return unknownKey(what, key, keys(what));
  return `${said}, team:key, role:key, contact:key or anyone`;
}

/** The first gap of a template that nothing fills. */
function templateFault(template: string, keys: (what: Named) => string[]): string | null {
  for (const [, gap = ''] of template.matchAll(templateGapPattern)) {
    const [what = '', key] = gap.split('.');
    const holder = keyedTemplateGaps.find(({ name }) => name === what);
    if (key !== undefined && holder) {
      const unknown = unknownKey(holder.name, key, keys(holder.name));
      if (unknown) return `{${gap}} cannot be filled in: ${unknown}`;
    } else if (!templateGaps.some(({ name }) => name === gap)) {
      const near = nearest(
        gap,
        templateGaps.map(({ name }) => name),
      );
      const hint = near ? `did you mean {${near}}?` : 'docs/policy.md lists what can';
      return `{${gap}} cannot be filled in; ${hint}`;
    }
  }
  return null;
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
