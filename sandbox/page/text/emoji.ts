import { get, search } from 'node-emoji';

/** Names that Slack knows and the emoji list does not. */
const slackNames: Readonly<Record<string, string>> = {
  large_red_circle: '🔴',
  large_yellow_circle: '🟡',
  large_orange_circle: '🟠',
  large_green_circle: '🟢',
  large_purple_circle: '🟣',
  large_brown_circle: '🟤',
  raising_hand: '🙋',
  thumbsup: '👍',
  thumbsdown: '👎',
  slightly_smiling_face: '🙂',
  hand: '✋',
  phone: '☎️',
  scales: '⚖️',
  book: '📖',
  satellite_antenna: '📡',
  double_vertical_bar: '⏸️',
  octagonal_sign: '🛑',
};

/** The character of a shortcode without colons; undefined when there is none. */
export function emojiOf(name: string): string | undefined {
  const [bare = name] = name.split('::');
  return slackNames[bare] ?? get(bare);
}

/** At most `most` shortcodes that hold what was typed, those that begin with it first. */
export function emojiLike(typed: string, most = 8): { name: string; emoji: string }[] {
  if (typed === '') return [];
  const found = search(typed).sort(
    (one, other) =>
      Number(other.name.startsWith(typed)) - Number(one.name.startsWith(typed)) ||
      one.name.length - other.name.length,
  );
  return found.slice(0, most);
}
