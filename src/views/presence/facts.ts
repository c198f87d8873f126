import type { PresenceFact } from '../../incident/presence/types.ts';
import { shortMessage } from '../blocks.ts';
import type { FactViews } from '../facts.ts';
import { say } from '../say.ts';

export const presenceFacts: FactViews<PresenceFact> = {
  still_there: ({ policy }) => shortMessage(say(policy, 'fact.still_there')),
  commander_silent: ({ policy }) => shortMessage(say(policy, 'fact.commander_silent')),
  handover_lapsed: ({ policy }) => shortMessage(say(policy, 'fact.handover_lapsed')),
  holder_gone: ({ policy }) => shortMessage(say(policy, 'fact.holder_gone')),
  relief_offered: ({ policy }) => shortMessage(say(policy, 'fact.relief_offered')),
  gone_quiet: ({ policy }) => shortMessage(say(policy, 'fact.gone_quiet')),
};
