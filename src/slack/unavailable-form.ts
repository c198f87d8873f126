import type { ViewSubmitAction } from '@slack/bolt';
import { type ByHand, undeclaredFormText, undeclaredMessage } from '../views/by-hand.ts';
import { sayPlain } from '../views/say.ts';
import { readMetadata } from './button-value.ts';
import { filledIn } from './filled.ts';
import type { Desk } from './gesture.ts';

/** What a form says that could not be recorded; all that was typed stays in it. */

/** Forms whose sender was told by direct message what to do; sent again, they are not told again. */
const told = new Set<string>();
const mostTold = 1_000;

/**
 * The error to show. Whoever declares is also told directly how to begin by hand: an error is too
 * short for it, and goes with the form.
 */
export function unavailableForm(desk: Desk, { view, user }: ViewSubmitAction): string {
  const policy = desk.ports.activePolicy();
  if (view.callback_id !== 'declare') return sayPlain(policy, 'notice.unavailable_form');
  const filled = filledIn(view.state.values);
  const wanted: ByHand = {
    title: filled.text('title'),
    severity: filled.choice('severity') || null,
    kind: filled.choice('kind') || null,
    isPrivate: filled.choices('options').includes('private'),
  };
  const key = readMetadata(view.private_metadata)?.key ?? view.id;
  if (!told.has(key)) {
    if (told.size >= mostTold) told.clear();
    told.add(key);
    const typed = [wanted.title, filled.text('summary')].filter((text) => text !== '').join('\n');
    const message = undeclaredMessage(policy, wanted, { typed, isUnsure: false });
    // The error in the form says the same in short, should Slack not take this.
    const saying = desk.calls.say(user.id, message);
    desk.afterwards(
      saying.catch((error: unknown) => desk.log.warn({ err: error }, 'by hand not told')),
    );
  }
  return undeclaredFormText(policy, wanted);
}
