import type { Picture } from './gallery.ts';

/** What our own code makes between angle brackets in every topic. */
const everywhere = [
  /^<@U(ADA|BEN|NEW|REPORTER)>$/,
  /^<#C(ROOM|NEWS)>$/,
  /^<!date\^\d+\^\{(date_short_pretty\} \{time|date_long_pretty\}, \{time|time)\}\|[\d: -]+ UTC>$/,
  // As it stands in what was typed, so that it leads where it says.
  /^<https?:\/\/[^\s<>|]+>$/,
];

/** Control characters, what turns text around, and halves of characters. */
const unreadable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there.
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]|\p{Surrogate}/u;

/**
 * What somebody could have done with text typed everywhere in this view: all that Slack would act on
 * and that is not ours, what cannot be read, and what is no entity.
 */
export function mischiefIn(picture: Picture, ours: readonly RegExp[] = []): string[] {
  const known = [...everywhere, ...ours];
  const { live, plain } = textsOf(picture.shows);
  if (picture.surface === 'message') live.push(picture.shows.text);
  const sequences = live.flatMap((text) => text.match(/<[^>]*>?/g) ?? []);
  return [
    ...sequences.filter((sequence) => !known.some((pattern) => pattern.test(sequence))),
    ...[...live, ...plain].filter((text) => unreadable.test(text)),
    // An ampersand always begins one of the three entities that Slack knows.
    ...live.filter((text) => text.replace(/&(amp|lt|gt);/g, '').includes('&')),
  ];
}

interface Texts {
  live: string[];
  plain: string[];
}

function textsOf(part: unknown, found: Texts = { live: [], plain: [] }): Texts {
  if (Array.isArray(part)) for (const each of part) textsOf(each, found);
  else if (typeof part === 'object' && part !== null) {
    const { type, text } = part as Record<string, unknown>;
    if (type === 'mrkdwn' && typeof text === 'string') found.live.push(text);
    if (type === 'plain_text' && typeof text === 'string') found.plain.push(text);
    for (const each of Object.values(part)) textsOf(each, found);
  }
  return found;
}
