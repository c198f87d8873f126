import type { Policy } from '../src/policy/schema.ts';
import { addMember, createChannel } from './server/channels.ts';
import { createGroup } from './server/people.ts';
import type { Workspace } from './server/workspace.ts';

/** These join late, and are in no group: so that there is somebody to ask in. */
const outsiders = ['newcomer', 'observer'];

/**
 * Gives the workspace the user groups (`@sre`) and channels (`#ops`) that a policy names and that it
 * has not. Nearly the whole cast is in them, so that whoever you are may play any part.
 */
export function furnish(workspace: Workspace, policy: Policy): void {
  const people = [...workspace.users.values()].filter(
    ({ id, key, is_bot, is_restricted, deleted }) =>
      id !== 'USLACKBOT' && !is_bot && !is_restricted && !deleted && !outsiders.includes(key),
  );
  const [creator] = people;
  if (!creator) return;
  const named = new Set(textsIn(policy));
  const handles = [...workspace.groups.values()].map(({ handle }) => handle);
  const channels = [...workspace.channels.values()].map(({ name }) => name);
  for (const text of named) {
    const [, sign, name = ''] = /^([@#])([a-z0-9][\w.-]*)$/.exec(text) ?? [];
    if (sign === '@' && !handles.includes(name)) {
      const users = people.map(({ id }) => id);
      createGroup(workspace, { handle: name, name, users, creator: creator.id });
    }
    if (sign === '#' && !channels.includes(name)) {
      const channel = createChannel(workspace, { name, kind: 'public', creator: creator.id });
      for (const { id } of people) addMember(workspace, channel, id);
      channel.messages.clear();
      channel.lastRead.clear();
    }
  }
}

/** Every text in a value, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
