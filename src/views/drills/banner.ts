import type { Audience, Fact } from '../../incident/types.ts';
import { context } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { say } from '../say.ts';

/**
 * A message of an exercise, which says first that it is one wherever somebody may not know: anywhere
 * but in its room, whose topic and card say so. What followers read says it by itself.
 */
export function withBanner(
  { incident, policy }: ViewContext,
  told: Message,
  { to, fact }: { to: Audience; fact: Fact },
): Message {
  const knows = to.place === 'room' || to.place === 'whisper' || fact.type === 'followed';
  if (!incident.isDrill || knows) return told;
  const banner = say(policy, 'banner.drill');
  return { text: `${banner.text} ${told.text}`, blocks: [context(banner), ...told.blocks] };
}
