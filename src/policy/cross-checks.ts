import { folded } from '../incident/lookup.ts';
import { isReadable } from '../incident/text.ts';
import { catalogue, gapsIn, isSentenceKey } from './catalogue.ts';
import { settablePhases } from './language/course.ts';
import type { Fault, Path } from './positions.ts';
import { nearest } from './shape-faults.ts';

/**
 * What no single value shows wrong: things that clash with or refer to one another. They look at the
 * file as it was written, whatever else is wrong with it, so that one run names every fault.
 */
export function crossFaults(root: unknown): Fault[] {
  const severities = listAt(root, 'severities');
  const statuses = listAt(root, 'statuses');
  const roles = listAt(root, 'roles');
  return [
    ...clashes('severities', severities),
    ...clashes('statuses', statuses),
    ...clashes('roles', roles),
    ...defaultFaults(root, severities),
    ...phaseFaults(statuses),
    ...holderFaults(roles),
    ...severities.flatMap((severity, index) =>
      inviteFaults(severity['invite'], ['severities', index, 'invite']),
    ),
    ...inviteFaults(mapAt(root, 'invite')['always'], ['invite', 'always']),
    ...roomFaults(mapAt(root, 'room')),
    ...messageFaults(mapAt(root, 'messages')),
    ...unreadable(root, []),
  ];
}

/** Every word that means one of them must mean only that one. */
function clashes(section: string, items: Fields[]): Fault[] {
  const owners = new Map<string, number>();
  const faults: Fault[] = [];
  for (const [index, item] of items.entries()) {
    for (const [path, word] of words(item)) {
      const owner = owners.get(folded(word));
      if (owner === undefined) {
        owners.set(folded(word), index);
      } else if (owner !== index) {
        const what = `${JSON.stringify(word)} means ${section}[${owner}] already; each word may mean one`;
        faults.push({ path: [section, index, ...path], what });
      }
    }
  }
  return faults;
}

function words(item: Fields): [Path, string][] {
  const all: [Path, unknown][] = [
    [['key'], item['key']],
    [['name'], item['name']],
    ...strings(item['aliases']).map(([index, alias]): [Path, unknown] => [
      ['aliases', index],
      alias,
    ]),
  ];
  return all.filter((entry): entry is [Path, string] => typeof entry[1] === 'string');
}

function defaultFaults(root: unknown, severities: Fields[]): Fault[] {
  const given = fieldsOf(root)['default_severity'];
  const keys = severities.map((severity) => severity['key']);
  if (typeof given !== 'string' || keys.length === 0 || keys.includes(given)) return [];
  const what = `no severity has the key ${JSON.stringify(given)}; it must be one of ${keys.join(', ')}`;
  return [{ path: ['default_severity'], what }];
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

const invitable =
  /^(?:[UW][A-Z0-9]{4,}|S[A-Z0-9]{4,}|@[a-z0-9][a-z0-9._-]*|[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+)$/;

function inviteFaults(list: unknown, path: Path): Fault[] {
  return strings(list)
    .filter(([, ref]) => !invitable.test(ref))
    .map(([index, ref]) => ({
      path: [...path, index],
      what: `is ${JSON.stringify(ref)}; it must be a user id (U…), a user group id (S…), an e-mail address or a @user-group`,
    }));
}

const slackNameLength = 80;
/** What a filled-in gap takes at least: a number of six digits, a random word, some letters of the title. */
const gapLengths: Record<string, number> = { number: 6, random: 8, slug: 10 };

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

function strings(list: unknown): [number, string][] {
  if (!Array.isArray(list)) return [];
  return [...list.entries()].filter(
    (entry): entry is [number, string] => typeof entry[1] === 'string',
  );
}
