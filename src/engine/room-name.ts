import { isDrawn } from '../incident/numbers.ts';
import type { Incident } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';

/** Slack takes channel names of at most 80 characters. */
const maxLength = 80;
/** Longer slugs make every mention of the channel a line of its own. */
const maxSlugLength = 40;

/**
 * The name a room should get: the policy's template filled in, in the letters Slack allows (a-z,
 * 0-9, `-`, `_`). Letters with accents lose them; a title in another script leaves no slug. A
 * private room's name tells nothing of the title, nor of a number that people knew before it was
 * private. `random` is a few letters that stay the same for one room, so that a repeated attempt
 * asks for the same name.
 */
export function roomName(
  incident: Pick<Incident, 'number' | 'title' | 'isPrivate'>,
  policy: Pick<Policy, 'room'>,
  random: string,
): string {
  const template = incident.isPrivate ? policy.room.private_name : policy.room.name;
  const isKnown = incident.isPrivate && !isDrawn(incident.number);
  const filled = template
    .replaceAll('{number}', isKnown ? '' : String(incident.number))
    .replaceAll('{random}', random)
    .replaceAll('{slug}', incident.isPrivate ? '' : slugOf(incident.title))
    .replaceAll(/[{}]/g, '');
  return tidy(filled) || `inc-${isKnown ? random : incident.number}`;
}

/** What the name of a room begins with whatever the incident is called; empty where nothing does. */
export function roomPrefix(
  incident: Pick<Incident, 'number' | 'isPrivate'>,
  policy: Pick<Policy, 'room'>,
): string {
  const template = incident.isPrivate ? policy.room.private_name : policy.room.name;
  const [fixed = ''] = template.split(/\{(?!number\})/);
  return tidy(fixed.replaceAll('{number}', String(incident.number)));
}

/** Whether a name is one that a room of this prefix may have, whatever stands behind it. */
export function isNamed(name: string, prefix: string): boolean {
  return (
    name.startsWith(prefix) && /^(?:$|[-_])/.test(prefix === '' ? '' : name.slice(prefix.length))
  );
}

/** The names to try, in order, where the first is taken: `-2` … `-9`, then a random end. */
export function roomNames(name: string, random: string): string[] {
  const suffixes = ['', ...[2, 3, 4, 5, 6, 7, 8, 9].map((each) => `-${each}`), `-${random}`];
  return suffixes.map((suffix) => `${tidy(name.slice(0, maxLength - suffix.length))}${suffix}`);
}

function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-');
  const slug = tidy(words);
  if (slug.length <= maxSlugLength) return slug;
  const cut = slug.slice(0, maxSlugLength + 1);
  const end = cut.lastIndexOf('-');
  return tidy(end > maxSlugLength / 2 ? cut.slice(0, end) : cut.slice(0, maxSlugLength));
}

/** No doubled or dangling separators, and not too long. */
function tidy(name: string): string {
  return name
    .replaceAll(/-{2,}/g, '-')
    .replaceAll(/_{2,}/g, '_')
    .replaceAll(/^[-_]+|[-_]+$/g, '')
    .slice(0, maxLength)
    .replaceAll(/[-_]+$/g, '');
}
