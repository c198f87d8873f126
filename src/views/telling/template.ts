import type { UserId } from '../../incident/types.ts';
import type { Template } from '../../policy/language/telling.ts';
import { templateGapPattern } from '../../policy/template-gaps.ts';
import { channel, join, Mrkdwn, mentions, prose, utc, when } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { type Filling, type GapValue, gapValue } from './gap-values.ts';

/**
 * A template filled in for Slack: people as mentions, instants in each reader's own time, all that
 * people typed literal. What nobody knows yet is said so; what is no gap stays as it is.
 */
export function fillTemplate({ text }: Pick<Template, 'text'>, filling: Filling): Mrkdwn {
  const filled = prose(text).text.replace(templateGapPattern, (gap, name: string) => {
    const value = gapValue(filling, name);
    return value === undefined ? gap : shown(value, filling).text;
  });
  return withDrill(filling, new Mrkdwn(filled));
}

function shown(value: GapValue, filling: Filling): Mrkdwn {
  const { policy } = filling;
  if (value === null) return say(policy, 'telling.unknown');
  if ('at' in value) return when(value.at);
  if ('people' in value) return mentions(value.people);
  if ('room' in value) return value.room ? channel(value.room) : elsewhere(filling);
  return prose(value.text);
}

/**
 * The same as plain text for outside Slack: names in place of mentions, instants in UTC. `nameOf`
 * says what people are called; without it nobody is named.
 */
export function fillPlain(
  { text }: Pick<Template, 'text'>,
  filling: Filling,
  nameOf: (userId: UserId) => string | null = () => null,
): string {
  const { incident, policy } = filling;
  const filled = text.trim().replace(templateGapPattern, (gap, name: string) => {
    const value = gapValue(filling, name);
    return value === undefined ? gap : written(value, filling, nameOf);
  });
  return incident.isDrill ? `${sayPlain(policy, 'telling.drill')}\n\n${filled}` : filled;
}

function written(
  value: GapValue,
  filling: Filling,
  nameOf: (userId: UserId) => string | null,
): string {
  const { policy } = filling;
  if (value === null) return sayPlain(policy, 'telling.unknown');
  if ('at' in value) return utc(value.at);
  if ('people' in value) {
    const somebody = sayPlain(policy, 'telling.somebody');
    return [...new Set(value.people.map((id) => nameOf(id) ?? somebody))].join(', ');
  }
  if ('room' in value) {
    return sayPlain(policy, 'telling.room_elsewhere', { number: filling.incident.number });
  }
  return value.text;
}

/** A text that somebody wrote, for Slack; of a drill it says so. */
export function writtenText(text: string, filling: Filling): Mrkdwn {
  const isMarked = text.startsWith(sayPlain(filling.policy, 'telling.drill'));
  return isMarked ? prose(text) : withDrill(filling, prose(text));
}

function withDrill({ incident, policy }: Filling, text: Mrkdwn): Mrkdwn {
  return incident.isDrill ? join([say(policy, 'telling.drill'), text], '\n\n') : text;
}

function elsewhere({ policy, incident }: Filling): Mrkdwn {
  return say(policy, 'telling.room_elsewhere', { number: incident.number });
}
