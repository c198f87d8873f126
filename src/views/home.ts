import type { HomeView, KnownBlock } from '@slack/types';
import { isEnded } from '../incident/lookup.ts';
import type { IncidentView } from '../incident/places.ts';
import type { UserId } from '../incident/types.ts';
import type { OwedItem } from '../organisation/nags.ts';
import type { Policy } from '../policy/schema.ts';
import { actionItemsOnHome } from './action-items/home.ts';
import { actions, button, context, header, section } from './blocks.ts';
import { homeHelp } from './help.ts';
import { incidentRow } from './list.ts';
import { when } from './mrkdwn.ts';
import { onCallOnHome, ownTurnsOnHome } from './on-call/home.ts';
import type { OnCallView } from './on-call/list.ts';
import { reviewsOnHome } from './postmortem/home.ts';
import { say, sayPlain } from './say.ts';

/** More rows than this are left to `/incident list`. */
export const homeMost = 20;

/** What a person's Home tab shows. `now` is story time. */
export interface HomeContent {
  /** The viewer's own may be among them. */
  open: IncidentView[];
  mine: IncidentView[];
  now: Date;
  /** Open action items of whoever looks, the most urgent first. */
  owed?: OwedItem[];
  /** Incidents of which `viewer` writes the postmortem, or is told of its meeting. */
  reviews?: IncidentView[];
  viewer?: UserId;
  /** Who is on call; `viewer` looks at it. */
  onCall?: { viewer: UserId; state: OnCallView['state']; people: OnCallView['people'] };
}

/**
 * The Home tab: a button to declare, one's own incidents, the other open ones. Null for somebody who
 * may not act, such as a guest: they learn nothing from it.
 */
export function homeView(policy: Policy, content: HomeContent | null): HomeView {
  if (!content) return { type: 'home', blocks: [section(say(policy, 'refused.guest'))] };
  const { open, mine, now, onCall, owed = [], reviews = [], viewer = '' } = content;
  const turns = onCall ? { policy, now, ...onCall } : null;
  const own = mine.filter(({ incident }) => !isEnded(incident.phase));
  const ownIds = new Set(own.map(({ incident }) => incident.id));
  const others = open.filter(({ incident }) => !ownIds.has(incident.id));
  const blocks: (KnownBlock | null)[] = [
    header(sayPlain(policy, 'home.title')),
    actions([
      button('declare', sayPlain(policy, 'button.declare'), {}, { style: 'primary' }),
      button('help', sayPlain(policy, 'button.help'), {}),
    ]),
    ...(turns && onCall ? ownTurnsOnHome(turns, onCall.viewer) : []),
    ...group(policy, sayPlain(policy, 'home.mine'), own),
    ...reviewsOnHome(policy, { reviews, viewer, now }),
    ...actionItemsOnHome(policy, owed, now),
    ...group(policy, sayPlain(policy, 'home.open'), others),
    ...(own.length + others.length + owed.length === 0 ? [section(say(policy, 'home.calm'))] : []),
    ...(own.length > homeMost || others.length > homeMost
      ? [context(say(policy, 'home.others'))]
      : []),
    ...(turns ? onCallOnHome(turns) : []),
    ...homeHelp(policy),
    context(say(policy, 'home.renewed', { at: when(now) })),
  ];
  return { type: 'home', blocks: blocks.filter((block) => block !== null) };
}

function group(policy: Policy, title: string, incidents: IncidentView[]): KnownBlock[] {
  if (incidents.length === 0) return [];
  return [header(title), ...incidents.slice(0, homeMost).map((each) => incidentRow(policy, each))];
}
