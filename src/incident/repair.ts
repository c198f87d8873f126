import { accept, entry, type Of, person, refuse, type Scene, sync } from './decision.ts';
import { everyone } from './rooms.ts';
import type { Decision, Effect, UserId } from './types.ts';

/** What the look-over of an incident (`doctor`) can have mended, in the order in which it is done. */
export const mends = [
  'room',
  'topic',
  'purpose',
  'card',
  'pin',
  'bookmark',
  'news',
  'invite',
  'sends',
  'timers',
] as const;
export type Mend = (typeof mends)[number];

/** Makes these equal to the state again. `sends` and `timers` are those that were given up. */
export interface Repair {
  type: 'repair';
  by: UserId;
  what: Mend[];
}

/** Who runs Muster, or one of the policy's `operators`, settles a send that was given up. */
export interface SettleSend {
  type: 'settle_send';
  /** `sent`: somebody saw it in Slack. */
  how: 'dropped' | 'sent';
  what: SendKind;
  /** Null: at the command line. */
  who: UserId | null;
}

/** What a send is, in so few words that it tells nothing of what is in it. */
export type SendKind = 'message' | 'page' | 'file' | 'place';

/** In any phase: whoever presses it has seen what is wrong, and each sync shows the present state. */
export function repair({ incident, policy }: Scene, { by, what }: Of<'repair'>): Decision {
  const wanted = mends.filter((mend) => what.includes(mend));
  if (wanted.length === 0) return refuse({ code: 'nothing_to_repair' });
  const effects = wanted.flatMap((mend): Effect[] => {
    switch (mend) {
      case 'sends':
      case 'timers':
        return [];
      case 'invite':
        return [
          {
            family: 'sync',
            type: 'sync_invite',
            who: everyone(incident, policy),
            butWhoLeft: true,
          },
        ];
      case 'room':
      case 'bookmark':
        return [{ family: 'sync', type: `sync_${mend}`, anew: true }];
      default:
        return sync(mend);
    }
  });
  return accept(incident, entry('repair', person(by), { what: wanted }), effects);
}

/** The line about a send that nobody tries any more; the row itself is the outbox's. */
export function settleSend({ incident }: Scene, { how, what, who }: Of<'settle_send'>): Decision {
  const actor = who === null ? ({ kind: 'operator' } as const) : person(who);
  return accept(incident, entry('settle_send', actor, { how, what, who }), []);
}
