import type { DeliveryCommand } from '../incident/types.ts';
import type { NotDelivered, OrganisationEffect, ReviewTold } from '../organisation/types.ts';
import type { Engine } from './engine.ts';
import { transact } from './transact.ts';
import { transactOrganisation } from './transact-organisation.ts';

/** Whose log says that something did not get through. */

/** That an effect of the organisation could not be brought where it belongs. */
export function notDelivered(effect: OrganisationEffect, error: string): NotDelivered {
  const what = 'fact' in effect ? effect.fact.type : effect.type;
  return { type: 'not_delivered', what, where: whereTo(effect), error };
}

function whereTo(effect: OrganisationEffect): string {
  switch (effect.type) {
    case 'tell_channel':
      return effect.channel;
    case 'tell_person':
      return effect.userId;
    case 'tell_people':
      return effect.who.map((each) => ('ref' in each ? each.ref : each.userId)).join(', ');
    case 'tell_owners':
      return 'owners of action items';
    case 'retire_review':
      return effect.channelId;
    case 'sync_user_group':
      return effect.schedule;
  }
}

/** Carries what delivery reports to the incident it is about, or to the organisation. */
export function createReport(engine: Engine) {
  return (
    incidentId: number | null,
    command: DeliveryCommand | NotDelivered | ReviewTold,
    gesture: { key: string; correlationId: string },
  ): Promise<unknown> =>
    command.type === 'not_delivered' || command.type === 'review_told'
      ? transactOrganisation(engine, command, gesture)
      : transact(engine, { incidentId: incidentId ?? 0, command, gesture });
}
