import {
  accept,
  entry,
  homesOf,
  type Of,
  person,
  type Refused,
  refuse,
  type Scene,
  sync,
  tellRoom,
  tooLong,
  withState,
} from '../decision.ts';
import { atRest } from '../lifecycle.ts';
import { isEnded } from '../lookup.ts';
import { excerpt, limits } from '../text.ts';
import type { Command, Decision, Incident } from '../types.ts';
import { linkLimits } from './limits.ts';
import type { LinksCommand, Met, PairCommand, Tie } from './types.ts';

/**
 * Commands about two incidents: each side is an ordinary decision, and the engine takes both in one
 * transaction. What the other side is asked is said by `otherHalf`.
 */

const pairs: readonly Command['type'][] = ['merge', 'relate', 'same_as', 'unrelate'];

/** Whether a command is about two incidents, both of which must be locked. */
export function isPair(command: Command): command is PairCommand & Command {
  return pairs.includes(command.type) && !('isEcho' in command && command.isEcho);
}

/** What a rule may know of the other incident. */
export function metOf({ id, number, title, phase, isPrivate, isDrill }: Incident): Met {
  return { id, number, title, phase, isPrivate, isDrill };
}

/**
 * The command of the other one, once the first, here as it was before, has been decided; null where
 * only one side changes. `people` take part in the first.
 */
export function otherHalf(
  command: PairCommand,
  first: Incident,
  other: Incident,
  people: string[],
): LinksCommand | null {
  const { type, by } = command;
  switch (type) {
    case 'merge':
      return { type: 'take_in', by, from: first, people };
    case 'relate':
    case 'same_as':
    case 'unrelate': {
      // What is public never names what is private.
      if (first.isPrivate && !other.isPrivate) return null;
      return { type, by, other: first.number, met: metOf(first), isEcho: true };
    }
  }
}

/** It goes on in another one: nothing more is to be done here. */
export function merge({ incident, now }: Scene, command: Of<'merge'>): Decision {
  const { by, other: into, reason } = command;
  const met = pairedWith(incident, command);
  if ('ok' in met) return met;
  const fault = mergeFault(incident, met) ?? tooLong('reason', reason, limits.reason);
  if (fault) return fault;
  const ended: Incident = { ...atRest(incident, reason, now), phase: 'merged', closedAt: now };
  return accept(
    withState(ended, { mergedInto: into, ...settledOnly(incident, met.takes) }),
    entry('merge', person(by), { into, reason }),
    [
      tellRoom({ type: 'merged', into, intoId: met.id, reason, by }),
      ...sync('card', 'topic', 'news'),
      ...homesOf(incident),
    ],
  );
}

/**
 * What is still owed, or has to be undone or done, is the other one's from now on; action items for which
 * there is no room stay here, and whoever has them is reminded of them here.
 */
function settledOnly(
  { state }: Incident,
  takes: readonly number[] = [],
): Pick<Incident['state'], 'obligations' | 'measures' | 'actionItems'> {
  const settled = Object.entries(state.obligations).filter(([, each]) => each.status !== 'open');
  const over = Object.entries(state.measures).filter(([, each]) => each.status !== 'in_force');
  return {
    obligations: Object.fromEntries(settled),
    measures: Object.fromEntries(over),
    actionItems: state.actionItems.filter(({ id, ended }) => ended || !takes.includes(id)),
  };
}

function mergeFault(incident: Incident, met: Met): Refused | null {
  const { number, phase, isPrivate, isDrill } = met;
  if (isEnded(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  if (isEnded(phase)) return refuse({ code: 'other_ended', number, phase });
  if (isPrivate !== incident.isPrivate) {
    return refuse({ code: 'privacy_differs', number, isPrivate });
  }
  if (isDrill !== incident.isDrill) return refuse({ code: 'drill_differs', number, isDrill });
  return null;
}

/** Both sides show it, unless one of them is private and the other is not. */
export function relate({ incident }: Scene, command: Of<'relate'>): Decision {
  const after = tiedAs('related', incident, command);
  if ('ok' in after) return after;
  const { by, other } = command;
  return accept(after, entry('relate', person(by), { other }), sync('card'));
}

/** As `relate`, and it is told in the room where somebody said so. What was only related is more now. */
export function sameAs({ incident }: Scene, command: Of<'same_as'>): Decision {
  const after = tiedAs('same', incident, command);
  if ('ok' in after) return after;
  const { by, other, isEcho } = command;
  const told = isEcho ? [] : [tellRoom({ type: 'same_again', other, by })];
  return accept(after, entry('same_as', person(by), { other }), [...told, ...sync('card')]);
}

/** The incident with the tie, or what is answered instead. */
function tiedAs(
  how: 'related' | 'same',
  incident: Incident,
  command: Of<'relate'> | Of<'same_as'>,
): Incident | Decision {
  const { other: number } = command;
  const met = pairedWith(incident, command);
  if ('ok' in met) return met;
  if (met.isPrivate && !incident.isPrivate) return refuse({ code: 'private_tie', number });
  const known = tieTo(incident, number)?.how;
  if (known !== undefined && !(how === 'same' && known === 'related')) {
    if (command.isEcho) return accept(incident, null, []);
    return refuse({ code: 'related_already', number });
  }
  return tied(incident, { ...tieOf(met), how });
}

/** A merge is undone by reopening what was merged, never so. */
export function unrelate({ incident }: Scene, command: Of<'unrelate'>): Decision {
  const { by, other: number } = command;
  const tie = tieTo(incident, number);
  if (!tie || tie.how === 'merged_here') {
    if (command.isEcho) return accept(incident, null, []);
    return refuse({ code: 'not_related', number });
  }
  return accept(
    untied(incident, number),
    entry('unrelate', person(by), { other: number }),
    sync('card'),
  );
}

function pairedWith(incident: Incident, { other, met }: PairCommand): Met | Refused {
  if (other === incident.number) return refuse({ code: 'same_incident' });
  return met ?? refuse({ code: 'not_found' });
}

function tieOf({ number, title, phase }: Met): Omit<Tie, 'how'> {
  const short = excerpt(title, linkLimits.tieTitleBytes);
  return { number, title: short, status: null, isOver: isEnded(phase) };
}

export function tieTo(incident: Pick<Incident, 'state'>, number: number): Tie | undefined {
  return incident.state.related.find((tie) => tie.number === number);
}

/** The incident with this tie, in the place of an earlier one to the same number. */
export function tied(incident: Incident, tie: Tie): Incident | Refused {
  const others = incident.state.related.filter(({ number }) => number !== tie.number);
  if (others.length >= linkLimits.ties) {
    return refuse({ code: 'too_many_ties', max: linkLimits.ties });
  }
  return withState(incident, { related: [...others, tie] });
}

export function untied(incident: Incident, number: number): Incident {
  const related = incident.state.related.filter((tie) => tie.number !== number);
  return withState(incident, { related });
}
