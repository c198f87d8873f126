import type { Of, Scene } from '../decision.ts';
import { refuse, sync } from '../decision.ts';
import { postmortemRules } from '../postmortem/rules.ts';
import type { Decision } from '../types.ts';
import { agendaOf } from './agenda.ts';
import { changedMeeting, meetingOf } from './record.ts';
import { doerOf } from './roles.ts';

/** What people write in the thread of a part, on its way into the document. */

/** The role of the meeting that collects, where the policy has it. */
export const writerRole = 'writer';

/**
 * Puts lines of a thread into the section of their part, each once: what stands there before the
 * last one that was collected was seen. Whoever writes does it, or anybody while nobody is to write.
 */
export function collectLines(scene: Scene, command: Of<'collect_lines'>): Decision {
  const { incident, policy } = scene;
  const { by, part: key } = command;
  const section = agendaOf(policy).find((each) => each.key === key)?.section;
  if (section === undefined) return refuse({ code: 'no_thread' });
  const writer = doerOf(incident, policy, writerRole);
  if (writer && writer.userId !== by) return refuse({ code: 'not_writer', userId: writer.userId });
  const { threads } = meetingOf(incident);
  const { upTo, count } = threads[key] ?? { upTo: '', count: 0 };
  const fresh = command.lines.filter(({ ts }) => later(ts, upTo));
  const last = fresh.reduce((latest, { ts }) => (later(ts, latest) ? ts : latest), upTo);
  if (fresh.length === 0) return refuse({ code: 'no_lines' });
  const lines = fresh.map(({ text }) => text);
  const added = postmortemRules.add_to_section(scene, {
    ...{ type: 'add_to_section', by, key: section, lines },
  });
  if (!added.ok) return added;
  const thread = { upTo: last, count: count + fresh.length };
  return {
    ...added,
    incident: changedMeeting(added.incident, { threads: { ...threads, [key]: thread } }),
    effects: [...added.effects, ...sync('meeting')],
  };
}

/** Slack's `ts` of a message: seconds, a dot, six digits. */
function later(ts: string, than: string): boolean {
  return ts.padStart(20, '0') > than.padStart(20, '0');
}
