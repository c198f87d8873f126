import type { LinksReport } from '../incident/links/types.ts';
import { isEnded, statusName } from '../incident/lookup.ts';
import { type Sending, type Sent, Superseded } from './sending.ts';

/**
 * Lets another incident know what this one is now: a part of it, or nothing to it any more. It says
 * what is so when it is sent, so that a later one is never overtaken by an earlier one.
 */
export async function sendTied(sending: Sending, to: number): Promise<Sent> {
  const { incident, means } = sending;
  const isMerged = incident.state.mergedInto === to && !incident.isPrivate;
  if (isMerged) throw new Superseded('merged_again');
  const incidentId = await means.incidentIdOf(incident.teamId, to);
  if (incidentId === null) throw new Superseded('no_such_incident');
  return { tells: [{ incidentId, command: reportOf(sending, to) }] };
}

function reportOf({ incident, policy }: Sending, to: number): LinksReport {
  const { number, title, phase, isPrivate, state } = incident;
  const isPart = state.related.some((tie) => tie.number === to && tie.how === 'parent');
  const status = statusName(incident, policy);
  const isOver = isEnded(phase);
  const tie = isPart ? ({ how: 'sub', title, status, isOver, isPrivate } as const) : null;
  return { type: 'tie_changed', number, tie };
}
