import type { Policy } from '../../policy/schema.ts';

/** A part of the meeting. `name` is null where the policy names no parts: the meeting as a whole. */
export interface AgendaPart {
  key: string;
  name: string | null;
  minutes: number;
  rules: string[];
  parts: { name: string; minutes: number }[];
  /** Key of the section that takes what people write in its thread. */
  section?: string | undefined;
  with_names: boolean;
}

/** What the clock moves through: a part of the agenda (`part`), or a part of that (`inner`). */
export interface Step {
  part: number;
  inner: number | null;
  minutes: number;
}

/** Where the policy says no length, in minutes. */
const usualMinutes = 60;

/** The agenda of the policy; one part for all of the meeting where it has none. */
export function agendaOf({ postmortem }: Policy): AgendaPart[] {
  const agenda = postmortem?.agenda ?? [];
  if (agenda.length > 0) return agenda;
  const minutes = postmortem?.meeting_minutes ?? usualMinutes;
  return [{ key: 'meeting', name: null, minutes, rules: [], parts: [], with_names: true }];
}

/** Its steps, in order; at least one. */
export function stepsOf(policy: Policy): Step[] {
  return agendaOf(policy).flatMap(({ minutes, parts }, part): Step[] =>
    parts.length === 0
      ? [{ part, inner: null, minutes }]
      : parts.map((each, inner) => ({ part, inner, minutes: each.minutes })),
  );
}

/** Length of the meeting in minutes: as the policy says, or as long as its parts are together. */
export function meetingMinutes(policy: Policy): number {
  return policy.postmortem?.meeting_minutes ?? sum(stepsOf(policy).map(({ minutes }) => minutes));
}

/**
 * These minutes cut so that together they are at most `most`, each by the same share, in whole
 * minutes. A step keeps at least a minute while there are enough of them; what has none gets none.
 */
export function fitted(minutes: readonly number[], most: number): number[] {
  const total = sum(minutes);
  if (total <= most) return [...minutes];
  const room = Math.max(0, Math.floor(most));
  const shares = minutes.map((each) => (each * room) / total);
  const cut = shares.map((share) => (share > 0 ? Math.max(1, Math.floor(share)) : 0));
  for (let over = sum(cut) - room; over > 0; over -= 1) {
    const longest = cut.lastIndexOf(Math.max(...cut));
    cut[longest] = (cut[longest] ?? 1) - 1;
  }
  // What rounding left goes to those that lost most by it.
  const lost = shares.map((share, index) => ({ index, by: share - (cut[index] ?? 0) }));
  lost.sort((one, other) => other.by - one.by);
  for (const { index } of lost.slice(0, room - sum(cut))) cut[index] = (cut[index] ?? 0) + 1;
  return cut;
}

export function sum(minutes: readonly number[]): number {
  return minutes.reduce((total, each) => total + each, 0);
}
