import type { OrganisationEffect, OrganisationFact } from '../organisation/types.ts';
import type { Route } from './lanes.ts';

/** How an effect that belongs to no incident travels; it needs nothing in Slack first. */
export function organisationRouteOf(effect: OrganisationEffect, teamId: string): Route {
  const message = {
    needs: null,
    class: 'reconcile',
    priority: 4,
    method: 'chat.postMessage',
    coalesceKey: null,
  } as const;
  switch (effect.type) {
    case 'tell_channel': {
      const { channel, fact } = effect;
      const onceKey = onceKeyOf(fact, channel);
      const lane = `org:${teamId}:told:${channel}`;
      // What is told is read when it is sent, so one that waits is enough.
      const coalesceKey = fact.type === 'sends_given_up' ? `${lane}:given_up` : null;
      return { ...message, lane, onceKey, coalesceKey };
    }
    case 'tell_person': {
      const { userId, fact } = effect;
      const onceKey = onceKeyOf(fact, userId);
      return { ...message, lane: `dm:${teamId}:${userId}`, onceKey };
    }
    case 'tell_people': {
      const lane = `org:${teamId}:people`;
      const method = 'conversations.open';
      const coalesceKey = effect.fact.type === 'sends_given_up' ? `${lane}:given_up` : null;
      return { ...message, class: 'idempotent', method, lane, onceKey: null, coalesceKey };
    }
    case 'tell_owners': {
      const lane = `org:${teamId}:owners`;
      const method = 'conversations.open';
      return { ...message, class: 'idempotent', method, lane, onceKey: null };
    }
    case 'retire_review': {
      const lane = `org:${teamId}:review:${effect.ts}`;
      const method = 'chat.update';
      return { ...message, class: 'idempotent', priority: 8, method, lane, onceKey: null };
    }
    case 'sync_user_group': {
      const lane = `org:${teamId}:group:${effect.schedule}`;
      const method = 'usergroups.users.update';
      const about = { class: 'idempotent', priority: 3, method, onceKey: null } as const;
      return { ...message, ...about, lane, coalesceKey: lane };
    }
  }
}

/** What comes again is told once for each occurrence, to each of those who are told. */
function onceKeyOf(fact: OrganisationFact, to: string): string | null {
  if (!('missed' in fact)) return null;
  return `again:${whatComes(fact)}:${fact.at.toISOString()}:${to}`;
}

function whatComes(fact: Extract<OrganisationFact, { missed: number }>): string {
  switch (fact.type) {
    case 'report_due':
      return `report:${fact.report}`;
    case 'exercises_due':
      return fact.due.map(({ what, key }) => `${what}:${key}`).join(',');
    case 'review_due':
      return 'review';
    case 'action_items_due':
      return 'action_items';
  }
}
