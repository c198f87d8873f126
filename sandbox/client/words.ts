import type { Names } from '../blocks/names.ts';
import { plainOf } from '../blocks/text.ts';
import type { MemberSummary, MessageShown } from '../protocol.ts';
import { isObject } from '../server/arguments.ts';

/** What a person reads: a piece of text to find it by, or a pattern. */
export type Like = string | RegExp;

/** Names of people for reading mentions. */
export function namesOf(users: readonly MemberSummary[]): Names {
  return {
    users: new Map(
      users.map((user) => [
        user.id,
        {
          name: user.name,
          real_name: user.real_name,
          profile: { display_name: user.display_name },
        },
      ]),
    ),
    channels: new Map(),
    groups: new Map(),
  };
}

/** All words of a message or of blocks, as a person reads them, a line per piece. */
export function wordsOf(shown: unknown, names: Names): string {
  const pieces: string[] = [];
  collect(shown, pieces);
  return pieces.map((piece) => plainOf(piece, names)).join('\n');
}

/** The words of a message: its blocks and attachments when it has any, else its text. */
export function wordsOfMessage(message: MessageShown, names: Names): string {
  const rich = [...message.blocks, ...message.attachments];
  const files = message.files.map((file) => file.title).join('\n');
  const words = rich.length > 0 ? wordsOf(rich, names) : plainOf(message.text, names);
  return files === '' ? words : `${words}\n${files}`;
}

/** True when the words hold what is looked for. */
export function holds(words: string, like: Like): boolean {
  return typeof like === 'string' ? words.includes(like) : like.test(words);
}

/** True when a whole label is what is looked for. */
export function isCalled(label: string, like: Like): boolean {
  return typeof like === 'string' ? label.trim() === like : like.test(label);
}

/** Something to put into an error: short, on one line. */
export function brief(words: string, most = 160): string {
  const line = words.replaceAll(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most)}…` : line;
}

function collect(value: unknown, pieces: string[]): void {
  if (Array.isArray(value)) {
    for (const each of value) collect(each, pieces);
    return;
  }
  if (!isObject(value)) return;
  if (value['type'] === 'rich_text_section' || value['type'] === 'rich_text_preformatted') {
    pieces.push(lineOf(value['elements']));
    return;
  }
  for (const [key, each] of Object.entries(value)) {
    const shown = key === 'text' || key === 'pretext' || key === 'title' || key === 'alt_text';
    if (typeof each === 'string' && shown) pieces.push(each);
    else if (typeof each === 'object') collect(each, pieces);
  }
}

/** A rich-text line in mrkdwn, so that mentions can be read as names. */
function lineOf(elements: unknown): string {
  if (!Array.isArray(elements)) return '';
  return elements
    .filter(isObject)
    .map((each) => {
      if (each['type'] === 'user') return `<@${String(each['user_id'])}>`;
      if (each['type'] === 'link') return String(each['text'] ?? each['url']);
      if (each['type'] === 'emoji') return `:${String(each['name'])}:`;
      return String(each['text'] ?? '');
    })
    .join('');
}
