import { chainFaults } from './check-chain.ts';
import { acknowledgedFaults, endFaults, holderFaults, timerFaults } from './check-deeds.ts';
import { learningFaults } from './check-learning.ts';
import { shownFaults } from './check-shown.ts';
import { deliveryFaults } from './check-slack.ts';
import { type Histories, readHistories } from './histories.ts';

/** A promise that was not kept: which, and what shows it. */
export interface Violation {
  /**
   * `lost`: something decided or acknowledged is not there; `duplicated`: it is there more than once;
   * others say what they hold.
   */
  invariant: Invariant;
  what: string;
}

export type Invariant =
  | 'converged'
  | 'told'
  | 'passed'
  | 'lost'
  | 'duplicated'
  | 'stray'
  | 'order'
  | 'chain'
  | 'timers'
  | 'after_end'
  | 'holders'
  | 'lease'
  | 'shown';

/** All that the two histories of a run that has come to rest contradict each other in. */
export async function violationsOf(
  from: Parameters<typeof readHistories>[0],
): Promise<Violation[]> {
  return check(await readHistories(from));
}

/** The invariants, over what was read. */
export function check(histories: Histories): Violation[] {
  return [
    ...deliveryFaults(histories),
    ...chainFaults(histories),
    ...timerFaults(histories),
    ...endFaults(histories),
    ...holderFaults(histories),
    ...acknowledgedFaults(histories),
    ...shownFaults(histories),
    ...learningFaults(histories),
  ];
}
