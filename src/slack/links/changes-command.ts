import type { Message } from '../../views/context.ts';
import { changesMessage } from '../../views/links/changes.ts';
import type { Typed } from '../commands.ts';
import { afterwards } from '../gesture.ts';

/** The furthest that anybody looks back, in hours. */
const mostHours = 720;

/** `changes`, `changes 6`: what changed lately, for who asks alone. Anywhere, by the policy in force. */
export async function changesCommand(typed: Typed): Promise<Message | null> {
  const { desk, asked } = typed;
  const policy = desk.ports.activePolicy();
  const given = /(\d{1,4})\s*(h|hours?|d|days?)?/i.exec(`${asked.number ?? ''}${asked.text}`);
  const unit = given?.[2]?.toLowerCase().startsWith('d') ? 24 : 1;
  const wanted = given ? Number(given[1]) * unit : policy.changes.look_back_hours;
  const hours = Math.min(mostHours, Math.max(1, wanted));
  if (policy.changes.command === undefined) return changesMessage(policy, hours, null);
  // The command may take longer than Slack waits for an answer.
  afterwards(typed, async () =>
    changesMessage(policy, hours, await desk.ports.recentChanges(policy, hours)),
  );
  return null;
}
