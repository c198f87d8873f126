import type { Policy } from '../../policy/schema.ts';
import type { Consequence, Draft, Turn } from '../consequences.ts';
import { sync } from '../decision.ts';
import { commanderRole, isOpen } from '../lookup.ts';
import type { Command, UserId } from '../types.ts';
import type { Watch } from './types.ts';

/** Who was last heard, and when. */

/** What Slack reports of somebody, which is no word of theirs about the incident. */
const noWords = new Set<string>([
  'leave_room',
  'edit_message',
  'delete_message',
  'unpin_message',
] satisfies Command['type'][]);

/** Whatever somebody does is a word; a new commander is heard by taking command. */
export const watchConsequences: Consequence = (turn) => {
  const { after, policy, now } = turn;
  if (!turn.before || !isOpen(after.phase)) return null;
  const word = wordOf(turn);
  const heard = word ? withWord(after, policy, word, now) : after;
  const watch = watchOf(heard, policy, now);
  if (heard === after && watch === after.state.watch) return null;
  // The card says that they were asked, until they answer.
  const isAnswered = after.state.watch?.asked && !watch?.asked;
  const effects = isAnswered ? sync('card') : [];
  return { after: { ...heard, state: { ...heard.state, watch } }, also: [], effects };
};

/** The incident after a word of somebody: it is not stale, and a commander who spoke is there. */
export function withWord<D extends Draft>(
  incident: D,
  policy: Policy,
  userId: UserId,
  now: Date,
): D {
  const watch = watchOf(incident, policy, now);
  const isTheirs = watch?.userId === userId;
  return {
    ...incident,
    state: {
      ...incident.state,
      lastWordAt: now,
      askedQuietAt: null,
      watch: watch && isTheirs ? { ...watch, heardAt: now, asked: null } : watch,
    },
  };
}

/** Since when nobody has said anything about it. */
export function lastWord({ state, declaredAt }: Draft): Date {
  return state.lastWordAt ?? declaredAt;
}

/** The watch on who commands now; one that begins has just heard them. */
export function watchOf({ state }: Draft, policy: Policy, now: Date): Watch | null {
  const role = commanderRole(policy);
  const [holder] = Object.hasOwn(state.roles, role) ? (state.roles[role] ?? []) : [];
  if (!holder) return null;
  if (state.watch?.userId === holder.userId) return state.watch;
  return { userId: holder.userId, heardAt: now, asked: null, reliefAt: null };
}

function wordOf({ entry }: Turn): UserId | null {
  const { actor, type } = entry;
  return actor.kind === 'person' && !noWords.has(type) ? actor.userId : null;
}
