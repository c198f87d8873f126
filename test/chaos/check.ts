import type { OpenRig } from './rig.ts';

/** A broken promise: which, and what shows it. */
export interface Violation {
  invariant: string;
  what: string;
}

export async function violationsOf(_rig: OpenRig): Promise<Violation[]> {
  return [];
}
