import type { IncidentView } from '../../incident/places.ts';
import type { Message } from '../../views/context.ts';
import { similarMessage } from '../../views/links/similar.ts';
import type { Typed } from '../commands.ts';
import { type Asking, viewOf } from '../gesture.ts';

/** Incidents that look like this one, for who asks. */
export async function similarShown({ desk }: Asking, found: IncidentView): Promise<Message> {
  const similar = await desk.ports.read.similarTo(found.incident);
  return similarMessage(await viewOf(desk, found), similar);
}

/** `similar`, `similar #12`. */
export async function similarCommand(typed: Typed): Promise<Message | null> {
  const found = await typed.find();
  return 'answer' in found ? found.answer : similarShown(typed, found.found);
}
