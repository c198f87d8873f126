import type { KnownBlock } from '@slack/types';
import { isOpen } from '../../incident/lookup.ts';
import { roomKey } from '../../incident/presence/kept.ts';
import { context } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { type Mrkdwn, mention, when } from '../mrkdwn.ts';
import { say } from '../say.ts';
import { audienceName, dotted } from '../telling/names.ts';

/** What the card shows of it: that the commander was asked, or does not answer. */
export function presenceOnCard({ incident, policy }: ViewContext): KnownBlock[] {
  const { watch } = incident.state;
  if (!watch?.asked || !isOpen(incident.phase)) return [];
  const { userId, asked, heardAt } = watch;
  const who = mention(userId);
  // Who was asked after the commander was asked because they are silent.
  const text =
    asked.who === 'commander'
      ? say(policy, 'card.commander_asked', { who, at: when(asked.at) })
      : say(policy, 'card.commander_silent', { who, since: when(heardAt) });
  return [context(text)];
}

/** Which share of the news that was promised came on time; null where none was promised. */
export function keptLine({ incident, policy }: ViewContext): Mrkdwn | null {
  const counted = Object.entries(incident.state.kept);
  // Updates first, then audiences as the policy lists them.
  const keys = [roomKey, ...policy.audiences.map(({ key }) => key)];
  const parts = keys.flatMap((key): Mrkdwn[] => {
    const kept = counted.find(([each]) => each === key)?.[1];
    if (!kept) return [];
    const values = { on_time: kept.onTime, all: kept.onTime + kept.late };
    if (key === roomKey) return [say(policy, 'card.kept_room', values)];
    return [say(policy, 'card.kept_one', { ...values, audience: audienceName(policy, key) })];
  });
  return parts.length > 0 ? say(policy, 'card.kept', { list: dotted(parts) }) : null;
}
