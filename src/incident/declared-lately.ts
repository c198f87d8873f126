import { type Refused, refuse } from './decision.ts';
import type { Declare } from './types.ts';

/** Incidents that one person declares in an hour before they are asked whether they mean one more. */
export const mostAnHour = 5;

/**
 * Asks who declared so many in the last hour whether they mean this one too; null where nothing is
 * asked. Nobody is kept from declaring: a real one goes on with one more press. Exercises, what is
 * entered afterwards and parts of an incident are not asked about.
 */
export function askedAgain(declare: Declare, lately: number, most: number): Refused | null {
  const { anyway, isDrill, past, parent, room } = declare;
  // Reconciling makes many anew at once, and a channel by hand is there already.
  if (anyway || isDrill || past || room || parent !== undefined || lately < most) return null;
  return refuse({ code: 'declared_many', count: lately });
}
