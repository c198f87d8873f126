import { decide } from '../incident/decide.ts';
import { declare } from '../incident/declare.ts';
import { timersFor } from '../incident/timers.ts';
import type { Command } from '../incident/types.ts';
import { decideOrganisation } from '../organisation/decide.ts';
import { organisationTimersFor } from '../organisation/timers.ts';
import type { OrganisationCommand } from '../organisation/types.ts';
import type { Database } from '../store/connect.ts';
import type { Policies } from '../store/policies.ts';
import type { StoryClock } from './story-clock.ts';

/** The rules, as the engine calls them: pure, so a test may put others in their place. */
export interface Rules {
  decide: typeof decide;
  declare: typeof declare;
  timersFor: typeof timersFor;
  decideOrganisation: typeof decideOrganisation;
  organisationTimersFor: typeof organisationTimersFor;
}

export const rules: Rules = {
  decide,
  declare,
  timersFor,
  decideOrganisation,
  organisationTimersFor,
};

/** How a command ended. */
export type Result = 'accepted' | 'refused' | 'repeated' | 'unavailable' | 'failed';

/** What every part of the engine works with, for one workspace. */
export interface Engine {
  teamId: string;
  database: Database;
  policies: Policies;
  clock: StoryClock;
  rules: Rules;
  /** The number that a public incident gets; the next one where there is none. For what is found again. */
  numberToGive?: number;
  /** Called after each commit that left something to send: wakes delivery, here and elsewhere. */
  kick: () => void;
  /** Draws the number of a private incident; a random one unless a test says otherwise. */
  drawNumber?: () => number;
  /** Incidents that one person declares in an hour before they are asked; absent: never. */
  mostDeclared?: number | undefined;
  /** Told how each command ended, for counting. */
  onDecided?: (
    type: Command['type'] | OrganisationCommand['type'] | 'declare',
    result: Result,
  ) => void;
}
