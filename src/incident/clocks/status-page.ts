import type { Policy } from '../../policy/schema.ts';
import { holds } from '../conditions.ts';
import type { Draft } from '../consequences.ts';
import { promisedDue } from '../telling/audiences.ts';
import { type Source, usual } from './source.ts';

/** How often the status page is renewed. */

/** The audience by which people say that they wrote on the status page. */
export const statusPage = 'status_page';

/**
 * Within how many minutes of a post the next one follows; null where the policy does not ask for it,
 * or the audience is another one.
 */
export function renewedWithin(incident: Draft, policy: Policy, audience: string): number | null {
  const { update_every_minutes: every, when } = policy.status_page;
  return audience === statusPage && holds(when, incident, policy) ? (every ?? null) : null;
}

/**
 * By when the status page is renewed: counted from when the public state was set or the audience
 * `status_page` was told, whichever came last; before either, from declaration. Where that audience
 * was promised news, its promise says when, and nobody is reminded twice.
 */
export function statusPageSources(incident: Draft, policy: Policy): Source[] {
  const every = renewedWithin(incident, policy, statusPage);
  if (every === null || promisedDue(incident, policy, statusPage)) return [];
  const { publicState, messages } = incident.state;
  const told = messages
    .filter(({ audience, status }) => audience === statusPage && status === 'sent')
    .map(({ sentAt }) => sentAt);
  const startedAt = [publicState?.since, ...told].reduce<Date>(
    (latest, each) => (each && each > latest ? each : latest),
    incident.declaredAt,
  );
  const length = { minutes: every, workingTime: false };
  return [{ ...usual, key: statusPage, startedAt, length, asks: true }];
}
