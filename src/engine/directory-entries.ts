import { cleanText } from '../incident/text.ts';
import type { DirectoryEntry } from '../store/directory.ts';

/** Slack's objects as entries of the directory; null for what has no id. */

type SlackObject = Record<string, unknown>;

/** A user object, from `users.list`, `users.info` or an event. */
export function userEntry(user: SlackObject, teamId: string): DirectoryEntry | null {
  const slackId = text(user['id']);
  if (!slackId) return null;
  const profile = objectOf(user['profile']);
  const name =
    text(profile['display_name']) ||
    text(profile['real_name']) ||
    text(user['real_name']) ||
    text(user['name']) ||
    slackId;
  const team = text(user['team_id']);
  const zone = text(user['tz']);
  return {
    kind: 'user',
    slackId,
    name,
    email: text(profile['email'])?.toLowerCase() ?? null,
    data: {
      isGuest: user['is_restricted'] === true || user['is_ultra_restricted'] === true,
      isBot: user['is_bot'] === true || slackId === 'USLACKBOT',
      isDeactivated: user['deleted'] === true,
      isStranger: user['is_stranger'] === true || (team !== null && team !== teamId),
      ...(zone ? { timeZone: zone } : {}),
    },
  };
}

export function channelEntry(channel: SlackObject): DirectoryEntry | null {
  const slackId = text(channel['id']);
  const name = text(channel['name']);
  if (!slackId || !name) return null;
  return { kind: 'channel', slackId, name, email: null, data: {} };
}

/** A user group; its members are asked for when they are needed. */
export function groupEntry(group: SlackObject): DirectoryEntry | null {
  const slackId = text(group['id']);
  const name = text(group['handle']);
  if (!slackId || !name) return null;
  const isDeactivated = typeof group['date_delete'] === 'number' && group['date_delete'] > 0;
  return { kind: 'group', slackId, name, email: null, data: { isDeactivated } };
}

/** Far beyond what Slack lets people call anything. */
const longestName = 300;

/** As the database takes it: what somebody is called is typed, too. */
function text(value: unknown): string | null {
  return typeof value === 'string' ? cleanText(value, longestName).text || null : null;
}

function objectOf(value: unknown): SlackObject {
  return typeof value === 'object' && value !== null ? (value as SlackObject) : {};
}
