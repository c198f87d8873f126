import type { Effect, Incident } from '../incident/types.ts';
import type { Alert } from '../integrations/pager.ts';
import type { Policy } from '../policy/schema.ts';
import { severityName } from '../views/names.ts';
import { type Sending, type Sent, Superseded } from './sending.ts';

type PagerEffect = Extract<Effect, { type: 'pager' }>;

/**
 * Tells the outside pager of a schedule what became of a page. A drill wakes nobody outside, and who
 * has come is not called any more. Throws `PagerFault`.
 */
export async function sendPager(sending: Sending<PagerEffect>): Promise<Sent> {
  const { effect, incident, means } = sending;
  const { action, onCall, page } = effect;
  if (incident.isDrill) throw new Superseded('drill');
  const pager = means.pagerOf(onCall);
  if (!pager) throw new Superseded('no_pager');
  const key = dedupKey(incident, page);
  switch (action) {
    case 'trigger': {
      const called = incident.state.pages.find(({ id }) => id === page);
      if (!called) throw new Superseded('no_page');
      if (called.endedAt) throw new Superseded('page_ended');
      await pager.trigger(key, alertOf(sending, called.reason));
      return { result: { dedupKey: key } };
    }
    case 'acknowledge':
      await pager.acknowledge(key);
      return {};
    case 'resolve':
      await pager.resolve(key);
      return {};
  }
}

/** The same for every attempt, and for all that becomes of a page. */
export function dedupKey({ teamId, number }: Incident, page: number): string {
  return `muster-${teamId}-${number}-${page}`;
}

/** Of a private incident it says only that there is one, and where. */
function alertOf({ incident, policy, places }: Sending<PagerEffect>, reason: string): Alert {
  const { teamId, number, title, isPrivate, declaredAt } = incident;
  const { room } = places;
  const severity = severityName(policy, incident.severity);
  const about = [`#${number}`, severity, isPrivate ? 'private incident' : title];
  const open = isPrivate || reason === '' ? {} : { reason };
  return {
    summary: about.filter((part) => part !== '').join(' '),
    severity: isWorst(incident, policy) ? 'critical' : 'error',
    source: `muster/${teamId}`,
    details: {
      incident: `#${number}`,
      declared: declaredAt.toISOString(),
      ...(severity === '' ? {} : { severity }),
      ...open,
    },
    links: room
      ? [
          {
            href: `https://slack.com/app_redirect?channel=${room.channelId}&team=${teamId}`,
            text: 'Slack',
          },
        ]
      : [],
  };
}

/** Policies list the worst severity first. */
function isWorst({ severity }: Incident, { severities }: Policy): boolean {
  return severities.length === 0 || severities[0]?.key === severity;
}
