import { randomUUID } from 'node:crypto';
import type { Declare } from '../../incident/types.ts';
import { shortMessage } from '../../views/blocks.ts';
import type { Message } from '../../views/context.ts';
import { pastModal } from '../../views/links/past-modal.ts';
import { say } from '../../views/say.ts';
import { TriggerExpired } from '../calls.ts';
import type { Typed } from '../commands.ts';
import { afterwards } from '../gesture.ts';
import type { Submitted } from '../modals.ts';
import { recorded } from './recorded.ts';

/** `past Mail was down`: the form that asks when it was. */
export async function pastCommand(typed: Typed): Promise<Message | null> {
  const { desk, text, triggerId } = typed;
  const policy = desk.ports.activePolicy();
  const view = pastModal(policy, { key: randomUUID(), title: text.slice(0, 150) });
  afterwards(typed, async () => {
    try {
      await desk.calls.openView(triggerId, view);
      return null;
    } catch (error) {
      if (!(error instanceof TriggerExpired)) throw error;
      return shortMessage(say(policy, 'notice.past_expired', { text }));
    }
  });
  return null;
}

/** What the form says. Times that were left out are those of now, which the rules refuse or take. */
export function pastFrom(submitted: Submitted): Declare {
  const { filled, desk } = submitted;
  const now = desk.ports.now();
  return {
    ...recorded(submitted),
    summary: filled.text('summary'),
    isPrivate: false,
    past: { startedAt: filled.instant('started') ?? now, resolvedAt: filled.instant('resolved') },
  };
}
