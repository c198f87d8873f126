import type { DeliveryCommand, Effect, Invitee, UserId } from '../incident/types.ts';

/** What delivery tells an incident of its pages. */

export type Failure = Extract<DeliveryCommand, { type: 'page_failed' }>;

/** Members whom it was told to. */
export function pageReached(page: number, userIds: UserId[]): DeliveryCommand {
  return { type: 'page_reached', page, userIds };
}

export function failure(page: number, who: string, error: string): Failure {
  return { type: 'page_failed', page, who, error };
}

/** What the incident is told when a row that wakes somebody is given up; nothing for other rows. */
export function pageFailures(effect: Effect, error: string): Failure[] {
  if (effect.type === 'page') {
    return effect.who.map((each) => failure(effect.page, nameOf(each), error));
  }
  if (effect.type === 'pager') {
    return effect.action === 'trigger'
      ? [failure(effect.page, `pager:${effect.onCall}`, error)]
      : [];
  }
  if (effect.type !== 'announce' || effect.fact.type !== 'paged') return [];
  const { to, fact } = effect;
  return to.place === 'dm' ? [failure(fact.page, to.userId, error)] : [];
}

/** As the page asked for it. */
export function nameOf(who: Invitee): string {
  return 'userId' in who ? who.userId : who.ref;
}
