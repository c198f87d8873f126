import type { MemberView } from '../../protocol.ts';
import { emojiLike } from '../text/emoji.ts';

/** Something the composer offers to write. */
export interface Completion {
  key: string;
  /** The whole text afterwards. */
  text: string;
  name: string;
  /** What may follow the name. */
  hint?: string;
  detail: string;
  /** The text already is this: Enter sends it. */
  done: boolean;
}

const most = 8;

/** What fits the word before the caret, or the command being typed. */
export function completionsFor(view: MemberView, text: string, caret: number): Completion[] {
  if (text.startsWith('/')) return commandsFor(view, text);
  const before = text.slice(0, caret);
  const [, sign, word = ''] = /(?:^|[\s(])([@#:])([\p{L}\p{N}_+-]*)$/u.exec(before) ?? [];
  if (sign === undefined) return [];
  const head = before.slice(0, before.length - word.length - 1);
  const whole = (written: string): string => `${head}${written} ${text.slice(caret)}`;
  const typed = word.toLowerCase();
  const found =
    sign === '@'
      ? peopleFor(view, typed, whole)
      : sign === '#'
        ? channelsFor(view, typed, whole)
        : emojiFor(typed, whole);
  // A name that is written out needs no completion: Enter sends.
  return found.map((each) => ({ ...each, done: found.some((one) => one.name === sign + typed) }));
}

function commandsFor(view: MemberView, text: string): Completion[] {
  const [word = ''] = text.split(/\s/);
  const typed = word.toLowerCase();
  const further = text.length > word.length;
  return view.commands
    .filter(({ command }) => (further ? command === typed : command.startsWith(typed)))
    .slice(0, most)
    .map(({ command, usage_hint, description }) => ({
      key: command,
      text: `${command} `,
      name: command,
      hint: usage_hint,
      detail: description,
      done: command === typed,
    }));
}

type Whole = (written: string) => string;

function peopleFor(view: MemberView, typed: string, whole: Whole): Completion[] {
  const people = view.users
    .filter((user) => !user.deleted && user.id !== 'USLACKBOT')
    .filter((user) => `${user.name} ${user.real_name}`.toLowerCase().includes(typed))
    .map((user) => entry(user.id, `@${user.name}`, `${user.real_name} · ${user.title}`, whole));
  const groups = view.user_groups
    .filter((group) => group.enabled && group.handle.includes(typed))
    .map((group) => entry(group.id, `@${group.handle}`, group.name, whole));
  const everybody = ['here', 'channel', 'everyone']
    .filter((range) => range.startsWith(typed))
    .map((range) => entry(range, `@${range}`, 'Notifies many', whole));
  return [...people, ...groups, ...everybody].slice(0, most);
}

function channelsFor(view: MemberView, typed: string, whole: Whole): Completion[] {
  return view.channels
    .filter((each) => each.kind === 'public' || each.kind === 'private')
    .filter((each) => each.name.includes(typed))
    .map((each) => entry(each.id, `#${each.name}`, each.purpose, whole))
    .slice(0, most);
}

function emojiFor(typed: string, whole: Whole): Completion[] {
  if (typed.length < 2) return [];
  return emojiLike(typed, most).map(({ name, emoji }) => ({
    ...entry(name, `${emoji} :${name}:`, '', whole),
    text: whole(`:${name}:`),
  }));
}

function entry(key: string, name: string, detail: string, whole: Whole): Completion {
  return { key, name, detail, text: whole(name), done: false };
}
