import { commanderRole } from '../../incident/lookup.ts';
import { nobody } from '../../incident/presence/silence.ts';
import type {
  PresenceAlso,
  PresenceEntries,
  PresenceTimerKind,
} from '../../incident/presence/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { type Mrkdwn, mention, prose, when } from '../mrkdwn.ts';
import { roleName } from '../names.ts';
import { say } from '../say.ts';
import type { AlsoSentences, EntrySentences, FiredSentences } from '../timeline.ts';

export const presenceEntries: EntrySentences<PresenceEntries> = {
  still_here: (_data, policy, who) => say(policy, 'entry.still_here', { who }),
  heard: (_data, policy, who) => say(policy, 'entry.heard', { who }),
  skip_update: ({ reason, wasDueAt, nextDueAt }, policy, who) => {
    const values = { who, from: instant(wasDueAt), reason: because(policy, reason) };
    if (!nextDueAt) return say(policy, 'entry.skip_update_last', values);
    return say(policy, 'entry.skip_update', { ...values, until: instant(nextDueAt) });
  },
  member_gone: ({ userId, roles, items = [], heir = null }, policy) => {
    const user = mention(userId);
    const about = { user, heir: heir ? mention(heir) : '', items: items.join(', ') };
    const left = heir ? say(policy, 'entry.member_gone_items', about) : null;
    if (roles.length === 0 && left) return left;
    if (left) {
      return say(policy, 'entry.member_gone_both', { ...about, roles: names(policy, roles) });
    }
    if (roles.length === 0) return say(policy, 'entry.member_gone_offer', { user });
    return say(policy, 'entry.member_gone', { user, roles: names(policy, roles) });
  },
};

export const presenceAlso: AlsoSentences<PresenceAlso> = {
  promise_moved: ({ nextDueAt }, policy) =>
    nextDueAt
      ? say(policy, 'also.promise_moved', { at: instant(nextDueAt) })
      : say(policy, 'also.promise_ended'),
};

/** What the clock did. */
export const presenceFired: FiredSentences<PresenceTimerKind> = {
  commander_asked: (_fired, policy) => say(policy, 'entry.commander_asked', commander(policy)),
  deputy_asked: ({ about }, policy) =>
    say(
      policy,
      about === nobody ? 'entry.silence_went_up' : 'entry.deputy_asked',
      commander(policy),
    ),
  silence_went_up: (_fired, policy) => say(policy, 'entry.silence_went_up', commander(policy)),
  handover_lapsed: ({ about }, policy) =>
    say(policy, 'entry.handover_lapsed', { role: roleName(policy, about ?? '') }),
  relief_offered: (_fired, policy) => say(policy, 'entry.relief_offered', commander(policy)),
  gone_quiet: (_fired, policy) => say(policy, 'entry.gone_quiet'),
};

function commander(policy: Policy): { role: string } {
  return { role: roleName(policy, commanderRole(policy)) };
}

function names(policy: Policy, roles: readonly string[]): string {
  return roles.map((role) => roleName(policy, role)).join(', ');
}

function because(policy: Policy, reason: string): Mrkdwn | string {
  return reason ? say(policy, 'fact.reason', { reason: prose(reason) }) : '';
}

function instant(iso: string): Mrkdwn {
  return when(new Date(iso));
}
