/**
 * Named places at which the chaos rig may end the process, as a power cut would: `when.where`, such as
 * `transact.before_commit`. In production nothing is armed, and a place costs one comparison.
 */

let strike: ((name: string) => void) | undefined;

/** Marks a place. Does nothing unless the rig has armed it. */
export function crashPoint(name: string): void {
  strike?.(name);
}

/** Has `onPlace` called at every place passed from now on. For the chaos rig alone. */
export function armCrashPoints(onPlace: (name: string) => void): void {
  strike = onPlace;
}
