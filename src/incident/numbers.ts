/**
 * Numbers of incidents. Public ones count up from 1 without a gap. A private one takes no part in
 * that, because a gap would tell of it: it gets seven digits drawn at random.
 */
export const drawnNumbers = { from: 1_000_000, to: 9_999_999 } as const;

/** Whether a number was drawn: the incident has been private from its first moment. */
export function isDrawn(number: number): boolean {
  return number >= drawnNumbers.from;
}
