import { section } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { say } from '../say.ts';

/** In a room that everybody sees: that it is over here, and not what it was about. */
export function movedMessage({ policy }: ViewContext): Message {
  const text = say(policy, 'room.moved');
  return { text: text.text, blocks: [section(text)] };
}
