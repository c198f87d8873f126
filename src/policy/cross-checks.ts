import { isReadable } from '../incident/text.ts';
import { catalogue, gapsIn, isSentenceKey } from './catalogue.ts';
import { clashFaults } from './clashes.ts';
import { settablePhases } from './language/course.ts';
import { meaningsIn } from './meanings.ts';
import type { Fault, Path } from './positions.ts';
import { keysOf, referenceFaults } from './references.ts';
import { nearest } from './shape-faults.ts';

/**
 * What no single value shows wrong: things that clash with or refer to one another. They look at the
 * file as it was written, whatever else is wrong with it, so that one run names every fault.
 * `commandWords` are the words of /incident, where they are known.
 */
export function crossFaults(root: unknown, commandWords?: readonly string[]): Fault[] {
  const statuses = listAt(root, 'statuses');
  const found = meaningsIn(root);
  return [
    ...clashFaults(found),
    ...referenceFaults(root, found),
    ...defaultFaults(root),
    ...phaseFaults(statuses),
    ...holderFaults(listAt(root, 'roles')),
    ...roomFaults(mapAt(root, 'room')),
    ...wordFaults(mapAt(root, 'permissions')['words'], commandWords),
    ...messageFaults(mapAt(root, 'messages')),
    ...unreadable(root, []),
  ];
}

/** Whether one is named is a matter of whether there are severities; which one, of references. */
function defaultFaults(root: unknown): Fault[] {
  const keys = keysOf(root, 'severity');
  if (keys.length === 0 || fieldsOf(root)['default_severity'] !== undefined) return [];
  const what = `is missing; it must be one of ${keys.join(', ')}`;
  return [{ path: ['default_severity'], what }];
}

function wordFaults(words: unknown, known: readonly string[] | undefined): Fault[] {
  if (!known) return [];
  return Object.keys(fieldsOf(words))
    .filter((word) => !known.includes(word))
    .map((word) => {
      const near = nearest(word, [...known]);
      const hint = near ? `did you mean ${near}?` : `they are ${known.join(', ')}`;
      const what = `is not a word of /incident; ${hint}`;
      return { path: ['permissions', 'words', word], atKey: true, what };
    });
}

function phaseFaults(statuses: Fields[]): Fault[] {
  const faults: Fault[] = [];
  if (statuses[0]?.['phase'] === 'mitigated') {
    const what = 'an incident is declared in the first status; it must belong to triage or active';
    faults.push({ path: ['statuses', 0, 'phase'], what });
  }
  const phases = statuses.map((status) => status['phase']);
  const known = phases.every((phase) => settablePhases.some((settable) => settable === phase));
  if (statuses.length > 0 && known && !phases.includes('active')) {
    const what = 'none belongs to the phase active; a reopened incident needs one that does';
    faults.push({ path: ['statuses'], what });
  }
  return faults;
}

/** Keeps the state of an incident small, whoever takes whatever role. */
const maxHolders = 40;

function holderFaults(roles: Fields[]): Fault[] {
  const seats = roles.map((role) => (typeof role['max'] === 'number' ? role['max'] : 1));
  const sum = seats.reduce((total, max) => total + max, 0);
  if (sum <= maxHolders) return [];
  const what = `${sum} people could hold roles at once; at most ${maxHolders} are allowed`;
  return [{ path: ['roles'], what }];
}

const slackNameLength = 80;
/** What a filled-in gap takes at least: a number of seven digits, a random word, some letters of the title. */
const gapLengths: Record<string, number> = { number: 7, random: 8, slug: 10 };

function roomFaults(room: Fields): Fault[] {
  return [
    ...nameFaults(room['name'], ['room', 'name'], ['number', 'slug'], ['number']),
    ...nameFaults(
      room['private_name'],
      ['room', 'private_name'],
      ['number', 'random'],
      ['number', 'random'],
    ),
  ];
}

function nameFaults(name: unknown, path: Path, allowed: string[], oneOf: string[]): Fault[] {
  if (typeof name !== 'string') return [];
  const braced = (gaps: string[]) => gaps.map((gap) => `{${gap}}`).join(' or ');
  const gaps = gapsIn(name);
  const faults = gaps
    .filter((gap) => !allowed.includes(gap))
    .map(
      (gap): Fault => ({
        path,
        what: `{${gap}} cannot be filled in here; only ${braced(allowed)} can`,
      }),
    );
  if (!gaps.some((gap) => oneOf.includes(gap))) {
    faults.push({
      path,
      what: `must contain ${braced(oneOf)}, or two incidents would want one name`,
    });
  }
  const fixed = name.replace(/\{[a-z_]+\}/g, '');
  if (/[{}]/.test(fixed)) faults.push({ path, what: 'has a { or } without the other' });
  const length = gaps.reduce((sum, gap) => sum + (gapLengths[gap] ?? 0), fixed.length);
  if (length > slackNameLength) {
    faults.push({
      path,
      what: `is ${length} characters long when filled in; Slack allows ${slackNameLength}`,
    });
  }
  return faults;
}

function messageFaults(messages: Fields): Fault[] {
  return Object.entries(messages).flatMap(([key, wording]): Fault[] => {
    const path = ['messages', key];
    if (!isSentenceKey(key)) {
      const near = nearest(key, Object.keys(catalogue));
      const hint = near ? `did you mean ${near}?` : 'docs/policy.md has them all';
      return [{ path, atKey: true, what: `is not a sentence of the catalogue; ${hint}` }];
    }
    if (typeof wording !== 'string') return [];
    const known = [...new Set(gapsIn(catalogue[key]))];
    const can = known.length > 0 ? known.map((gap) => `{${gap}}`).join(', ') : 'nothing';
    return [...new Set(gapsIn(wording))]
      .filter((gap) => !known.includes(gap))
      .map((gap) => ({ path, what: `{${gap}} cannot be filled in here; ${can} can` }));
  });
}

/** Texts with characters that nobody sees, that turn the line around, or that no database keeps. */
function unreadable(value: unknown, path: Path): Fault[] {
  if (typeof value === 'string') {
    if (isReadable(value)) return [];
    return [
      { path, what: 'holds invisible or direction-changing characters; plain text is allowed' },
    ];
  }
  if (Array.isArray(value))
    return value.flatMap((item, index) => unreadable(item, [...path, index]));
  return Object.entries(fieldsOf(value)).flatMap(([key, item]) => unreadable(item, [...path, key]));
}

type Fields = Record<string, unknown>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}

function mapAt(root: unknown, key: string): Fields {
  return fieldsOf(fieldsOf(root)[key]);
}

/** The items of a list; what is no map counts as one without fields, so that indexes stay right. */
function listAt(root: unknown, key: string): Fields[] {
  const list = fieldsOf(root)[key];
  return Array.isArray(list) ? list.map(fieldsOf) : [];
}
