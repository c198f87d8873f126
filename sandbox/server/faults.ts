import type { Fault, FaultKind, FaultState } from '../protocol-operate.ts';
import { Random } from './random.ts';

type Counted = FaultState['faults'][number];

/** What a fault may look at to decide whether it is meant. */
export interface Occasion {
  on: 'call' | 'event' | 'command' | 'interaction';
  /** The method, the event's type, the command, the interaction's type. */
  name: string;
  channel?: string;
  user?: string;
}

/**
 * Told the hook's name and whom it met: the caller's User-Agent, or the address to which something was
 * delivered.
 */
export type Hook = (name: string, whom: string) => void;

/** The list of what goes wrong. Whether a fault with a rate strikes is chosen by the seed. */
export class Faults {
  #faults: Counted[] = [];
  readonly #random: Random;
  #count = 0;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  /** Starts the dice from the seed again. */
  reseed(seed: number): void {
    this.#random.reseed(seed);
  }

  /** Replaces all faults. */
  set(faults: readonly Fault[]): void {
    this.#faults = [];
    for (const fault of faults) this.add(fault);
  }

  /** Adds one more and returns its id. */
  add(fault: Fault): string {
    this.#count += 1;
    const id = fault.id ?? `fault-${this.#count}`;
    this.#faults.push({ ...fault, id, seen: 0, struck: 0 });
    return id;
  }

  state(): FaultState {
    return { faults: this.#faults.map((fault) => ({ ...fault })) };
  }

  /** The faults that strike on this occasion, in the order in which they were given. */
  strike(occasion: Occasion): FaultKind[] {
    const struck: FaultKind[] = [];
    for (const fault of this.#faults) {
      if (!meant(fault, occasion)) continue;
      fault.seen += 1;
      if (fault.nth !== undefined && fault.seen !== fault.nth) continue;
      if (fault.times !== undefined && fault.struck >= fault.times) continue;
      if (fault.rate !== undefined && this.#random.next() >= fault.rate) continue;
      fault.struck += 1;
      struck.push(fault.fault);
    }
    return struck;
  }
}

/** The first of the struck faults that is of this kind. */
export function ofKind<K extends FaultKind['kind']>(
  struck: readonly FaultKind[],
  kind: K,
): Extract<FaultKind, { kind: K }> | undefined {
  return struck.find((each): each is Extract<FaultKind, { kind: K }> => each.kind === kind);
}

function meant(fault: Fault, occasion: Occasion): boolean {
  return (
    (fault.on ?? usualOccasion(fault.fault)) === occasion.on &&
    named(fault.method, occasion.name) &&
    (fault.channel === undefined || fault.channel === occasion.channel) &&
    (fault.user === undefined || fault.user === occasion.user)
  );
}

function usualOccasion(kind: FaultKind): Occasion['on'] {
  return kind.kind === 'duplicate' || kind.kind === 'reorder' ? 'event' : 'call';
}

function named(pattern: string | undefined, name: string): boolean {
  if (pattern === undefined || pattern === name) return true;
  return pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1));
}
