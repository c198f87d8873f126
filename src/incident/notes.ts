import {
  accept,
  entry,
  missing,
  type Of,
  person,
  refuse,
  type Scene,
  tellRoom,
  tooLong,
} from './decision.ts';
import { limits } from './text.ts';
import type { Actor, Decision } from './types.ts';

/**
 * A line for the timeline, in any phase: what is learnt afterwards belongs there too. A typed note is
 * shown to the room; a message taken into the timeline stands in Slack already and may have no text,
 * such as a picture.
 */
export function addNote({ incident, now }: Scene, command: Of<'add_note'>): Decision {
  const { by, kind, text, source, at } = command;
  if (at === null) return refuse({ code: 'bad_time' });
  if (at && at > now) return refuse({ code: 'in_future', at });
  const fault = (source ? null : missing('text', text)) ?? tooLong('text', text, limits.note);
  if (fault) return fault;
  return accept(
    incident,
    entry('add_note', person(by), { kind, text, source: source ?? null, ...(at ? { at } : {}) }),
    source ? [] : [tellRoom({ type: 'note_added', kind, text, by, ...(at ? { at } : {}) })],
  );
}

/**
 * Something happened to a message that the timeline holds. The first entry stays as it was: what
 * people read then explains what they did.
 */
export function followMessage(
  { incident }: Scene,
  command: Of<'edit_message' | 'delete_message' | 'unpin_message'>,
): Decision {
  const { type, by, source } = command;
  // Slack does not say who deleted a message.
  const actor: Actor = by === null ? { kind: 'delivery' } : person(by);
  return accept(incident, entry(type, actor, { source }), []);
}

export function askTimelineFile({ incident }: Scene, command: Of<'ask_timeline_file'>): Decision {
  return accept(incident, null, [
    { family: 'announce', type: 'timeline_file', userId: command.by },
  ]);
}
