import { folded } from '../../incident/lookup.ts';
import { context, lines, message, section, shortMessage } from '../blocks.ts';
import type { Message } from '../context.ts';
import { join, literal, type Mrkdwn } from '../mrkdwn.ts';
import { say } from '../say.ts';
import { type Asked, type ContactEntry, contactEntries, contactGroups } from './contact-entries.ts';

/** More than this of a group is no help at a glance. */
const MOST_PER_GROUP = 8;
const MOST_FOUND = 6;
const NEAREST = 3;

/** Everybody who can be called, by group. */
export function contactList(asked: Asked): Message {
  const { policy } = asked;
  const entries = contactEntries(asked);
  if (entries.length === 0) return shortMessage(say(policy, 'contact.none'));
  const title = say(policy, 'contact.title');
  const groups = contactGroups.flatMap((group) => {
    const own = entries.filter((each) => each.group === group);
    if (own.length === 0) return [];
    const rest = own.length - MOST_PER_GROUP;
    return lines([
      say(policy, `contact.${group}`),
      ...own.slice(0, MOST_PER_GROUP).map(({ line }) => line),
      ...(rest > 0 ? [say(policy, 'contact.more', { count: rest })] : []),
    ]);
  });
  return message(title, [section(title), ...groups, context(say(policy, 'contact.hint'))]);
}

/**
 * Who is meant by some words: by name first, then by what they are called for; the nearest where
 * nothing fits.
 */
export function contactsFound(asked: Asked, text: string): Message {
  const { policy } = asked;
  const entries = contactEntries(asked);
  if (entries.length === 0) return shortMessage(say(policy, 'contact.none'));
  const group = contactGroups.find((each) => folded(each) === folded(text));
  const ofGroup = entries.filter((each) => each.group === group);
  if (group && ofGroup.length > 0) return shown([say(policy, `contact.${group}`), ...of(ofGroup)]);
  const found = ranked(entries, text);
  if (found.length > 0) return shown(of(found.slice(0, MOST_FOUND)));
  const none = say(policy, 'contact.none_found', { text: literal(text.slice(0, 80)) });
  return shown([none, ...of(nearest(entries, text))]);
}

function of(entries: ContactEntry[]): Mrkdwn[] {
  return entries.map(({ line }) => line);
}

function shown(texts: Mrkdwn[]): Message {
  return message(join(texts), lines(texts));
}

/** Those that fit, best first: called so, beginning so, having all the words, being about it. */
function ranked(entries: ContactEntry[], text: string): ContactEntry[] {
  const whole = folded(text);
  const words = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word.length > 1);
  const score = ({ names, about }: ContactEntry): number => {
    const spelt = names.map(folded);
    if (spelt.includes(whole)) return 4;
    if (whole.length > 1 && spelt.some((name) => name.startsWith(whole))) return 3;
    if (words.length === 0)
      return whole !== '' && spelt.some((name) => name.includes(whole)) ? 2 : 0;
    const inNames = (word: string) => spelt.some((name) => name.includes(folded(word)));
    if (words.every(inNames)) return 2;
    const all = about.toLowerCase();
    return words.every((word) => inNames(word) || all.includes(word)) ? 1 : 0;
  };
  const scored = entries.map((entry) => ({ entry, score: score(entry) }));
  const best = scored.filter((each) => each.score > 0).sort((a, b) => b.score - a.score);
  // Somebody called exactly so is who is meant.
  const exact = best.filter((each) => each.score === 4);
  return (exact.length > 0 ? exact : best).map(({ entry }) => entry);
}

/** Those whose names share the most pairs of letters with what was typed. */
function nearest(entries: ContactEntry[], text: string): ContactEntry[] {
  const typed = pairs(text);
  const likeness = ({ names }: ContactEntry) =>
    Math.max(...names.map((name) => shared(typed, pairs(name))));
  return entries
    .map((entry) => ({ entry, likeness: likeness(entry) }))
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, NEAREST)
    .map(({ entry }) => entry);
}

function pairs(text: string): Set<string> {
  const letters = [...folded(text)];
  return new Set(letters.slice(1).map((letter, index) => `${letters[index]}${letter}`));
}

function shared(a: Set<string>, b: Set<string>): number {
  const both = [...a].filter((pair) => b.has(pair)).length;
  return both === 0 ? 0 : (2 * both) / (a.size + b.size);
}
