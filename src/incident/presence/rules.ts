import { accept, entry, person, type Rules, refuse, type Scene, sync } from '../decision.ts';
import { isOpen } from '../lookup.ts';
import type { Decision, UserId } from '../types.ts';
import { memberGone } from './gone.ts';
import { skipUpdate } from './skip.ts';
import type { PresenceCommand, PresenceReport } from './types.ts';
import { withWord } from './watch.ts';

export const presenceRules: Rules<PresenceCommand | PresenceReport> = {
  still_here: stillHere,
  skip_update: skipUpdate,
  member_gone: memberGone,
  heard,
};

/** What people write to each other is worth no line, unless somebody was called because they said nothing. */
function heard({ incident, policy, now }: Scene, { userId }: { userId: UserId }): Decision {
  if (!isOpen(incident.phase)) return accept(incident, null, []);
  const { watch } = incident.state;
  if (watch?.userId === userId && watch.asked?.who === 'up') {
    return accept(incident, entry('heard', person(userId), {}), []);
  }
  // The card says that they were asked, until they answer.
  const isAnswer = watch?.userId === userId && watch.asked !== null;
  return accept(withWord(incident, policy, userId, now), null, isAnswer ? sync('card') : []);
}

/** What it means follows from every word of theirs; see `watchConsequences`. */
function stillHere({ incident }: Scene, { by }: { by: string }): Decision {
  if (!isOpen(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  const { watch, askedQuietAt } = incident.state;
  if (watch?.userId !== by && askedQuietAt === null) return refuse({ code: 'not_asked' });
  return accept(incident, entry('still_here', person(by), {}), []);
}
