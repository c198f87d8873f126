import type {
  PresenceAlso,
  PresenceEntries,
  PresenceTimerKind,
} from '../../incident/presence/types.ts';
import { say } from '../say.ts';
import type { AlsoSentences, EntrySentences, FiredSentences } from '../timeline.ts';

export const presenceEntries: EntrySentences<PresenceEntries> = {
  still_here: (_data, policy) => say(policy, 'entry.still_here'),
  skip_update: (_data, policy) => say(policy, 'entry.skip_update'),
  member_gone: (_data, policy) => say(policy, 'entry.member_gone'),
};

export const presenceAlso: AlsoSentences<PresenceAlso> = {
  holder_gone: (_data, policy) => say(policy, 'also.holder_gone'),
};

/** What the clock did. */
export const presenceFired: FiredSentences<PresenceTimerKind> = {
  commander_asked: (_fired, policy) => say(policy, 'entry.commander_asked'),
  deputy_asked: (_fired, policy) => say(policy, 'entry.deputy_asked'),
  silence_went_up: (_fired, policy) => say(policy, 'entry.silence_went_up'),
  handover_lapsed: (_fired, policy) => say(policy, 'entry.handover_lapsed'),
  relief_offered: (_fired, policy) => say(policy, 'entry.relief_offered'),
  gone_quiet: (_fired, policy) => say(policy, 'entry.gone_quiet'),
};
