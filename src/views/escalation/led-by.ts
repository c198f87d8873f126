import { runningClocks } from '../../incident/clocks/clocks.ts';
import type { Page } from '../../incident/escalation/types.ts';
import { openOwed } from '../../incident/telling/obligations.ts';
import { clockText } from '../clocks/names.ts';
import type { ViewContext } from '../context.ts';
import { join, literal, type Mrkdwn, mention } from '../mrkdwn.ts';
import { say } from '../say.ts';
import { obligationName } from '../telling/names.ts';

/**
 * Why a path is climbed that something else led to: what is late, or a commander who does not answer. Who
 * is paged for it finds an incident that may look calm, or be over. Nothing where the incident says it all.
 */
export function ledByLines({ incident, policy, now }: ViewContext, page: Page): Mrkdwn[] {
  const path = page.ladder?.path;
  const ladder = path === undefined ? undefined : incident.state.ladders[path];
  if (path === undefined || !ladder?.isLed) return [];
  const clocks = runningClocks(incident, policy)
    .filter(({ escalates, isMissed }) => isMissed && escalates === path)
    .map(({ key }) => clockText(policy, key, incident));
  const owed = openOwed(incident, policy)
    .filter(({ owed: { obligation }, state: { dueAt } }) => {
      return obligation.escalates === path && dueAt !== null && dueAt <= now;
    })
    .map(({ owed: { key } }) => literal(obligationName(policy, key)));
  const late = [...clocks, ...owed];
  const { watch } = incident.state;
  const isSilent = watch?.asked?.who === 'up' && policy.presence.escalates === path;
  return [
    ...(late.length > 0 ? [say(policy, 'page.late', { what: join(late, ', ') })] : []),
    ...(isSilent ? [say(policy, 'page.silent', { who: mention(watch.userId) })] : []),
  ];
}
