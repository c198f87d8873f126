import type { Typed } from '../commands.ts';
import { takeOne } from './take-action-item.ts';

/**
 * "1 done #12": which one of which incident, where the incident's number stands at the end. A reason,
 * an address, and the text of a new one may end with a number of their own; null there.
 */
export function takeOneElsewhere(typed: string) {
  const match = /^(.*\S)\s+#(\d{1,9})$/s.exec(typed.trim());
  if (!match?.[1] || takeOne(typed)) return null;
  const one = takeOne(match[1]);
  const isWhole = one !== null && one.rest === '';
  return isWhole ? { one, number: Number(match[2]) } : null;
}

/** The same command, about the incident of that number. */
export function aboutNumber(typed: Typed, number: number): Typed {
  const asked = { ...typed.asked, number, roomId: null };
  return { ...typed, asked, find: (about = asked) => typed.find(about) };
}
