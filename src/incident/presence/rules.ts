import { accept, entry, person, type Rules, refuse, type Scene } from '../decision.ts';
import { isOpen } from '../lookup.ts';
import type { Decision } from '../types.ts';
import { memberGone } from './gone.ts';
import { skipUpdate } from './skip.ts';
import type { PresenceCommand, PresenceReport } from './types.ts';
import { withWord } from './watch.ts';

export const presenceRules: Rules<PresenceCommand | PresenceReport> = {
  still_here: stillHere,
  skip_update: skipUpdate,
  member_gone: memberGone,
  // What people write to each other is worth no line.
  heard: ({ incident, policy, now }, { userId }) =>
    accept(isOpen(incident.phase) ? withWord(incident, policy, userId, now) : incident, null, []),
};

/** What it means follows from every word of theirs; see `watchConsequences`. */
function stillHere({ incident }: Scene, { by }: { by: string }): Decision {
  if (!isOpen(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  const { watch, askedQuietAt } = incident.state;
  if (watch?.userId !== by && askedQuietAt === null) return refuse({ code: 'not_asked' });
  return accept(incident, entry('still_here', person(by), {}), []);
}
