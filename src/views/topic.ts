import { commanderRole, holdersOf, isOpen } from '../incident/lookup.ts';
import { minutesBetween } from '../incident/presence/cadence.ts';
import type { Incident } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import type { ViewContext } from './context.ts';
import { duration } from './duration.ts';
import { cut, join, Mrkdwn, mention, mentions, oneLine } from './mrkdwn.ts';
import { gradeLine, roleName } from './names.ts';
import { say, sayPlain } from './say.ts';

/** Slack's limit for a channel's topic and its purpose. */
const LONGEST = 250;

/**
 * The channel's topic: how bad, how far, who commands, how often news comes, what it is. Escaped, as
 * Slack wants it. When the next update comes stands on the card: a topic knows no zones, and each new
 * one is a line in the room.
 */
export function topicText({ incident, policy }: ViewContext): string {
  const key = commanderRole(policy);
  const holders = holdersOf(incident, key).map((holder) => holder.userId);
  const commander =
    holders.length > 0
      ? say(policy, 'topic.commander', {
          role: roleName(policy, key),
          people: mentions(holders.slice(0, 3)),
        })
      : new Mrkdwn('');
  const line = say(policy, 'topic.line', {
    grade: gradeLine(policy, incident, { kind: false }),
    commander: join([commander, every(policy, incident)], ''),
    title: oneLine(incident.title),
  });
  const banner = incident.isDrill ? [say(policy, 'topic.drill')] : [];
  return cut(join([...banner, line], ' · '), LONGEST).text;
}

function every(policy: Policy, incident: Incident): Mrkdwn {
  const { last, nextDueAt } = incident.state.updates;
  const minutes = minutesBetween(incident, policy, null, last?.at ?? null);
  if (!minutes || !nextDueAt || !isOpen(incident.phase)) return new Mrkdwn('');
  return say(policy, 'topic.every', { duration: duration(policy, minutes) });
}

/** The channel's purpose. It names no time: Slack shows no date tokens there, and the card has it. */
export function purposeText({ incident, policy }: ViewContext): string {
  const line = (title: Mrkdwn) =>
    say(policy, 'purpose.line', {
      number: incident.number,
      title,
      by: mention(incident.declaredBy),
    });
  const title = oneLine(incident.title);
  const rest = line(new Mrkdwn('')).text.length;
  return cut(line(cut(title, Math.max(1, LONGEST - rest))), LONGEST).text;
}

/** Title of the bookmark that leads to the card. Plain text. */
export function bookmarkTitle({ incident, policy }: ViewContext): string {
  const title = sayPlain(policy, 'bookmark.title', {
    number: incident.number,
    title: incident.title,
  });
  return title.length <= LONGEST ? title : `${title.slice(0, LONGEST - 1)}…`;
}
