import { doerOf } from '../../incident/meeting/roles.ts';
import type { UserId } from '../../incident/types.ts';
import { type Confidant, unsafeMessage, unsafeSent } from '../../views/meeting/unsafe.ts';
import { sayPlain } from '../../views/say.ts';
import { errorAt, type FormAnswer } from '../form-faults.ts';
import { viewOf, within } from '../gesture.ts';
import type { Submitted } from '../modals.ts';

/** So many people are told at most: more of them are no confidants. */
const toldMost = 5;
/** Slack waits 3 s for the form; what is not sent by then counts as not sent. */
const SEND_WITHIN_MS = 1_500;

/**
 * Sends what somebody who does not feel safe says straight to one person, and keeps nothing. It is the
 * one thing in Muster that goes out without a row: a row, a line and a key in the inbox would each
 * say that it happened, and by whom. So it is not sent again by itself either; where Slack does not
 * take it, the form stays open with the text, and says so.
 */
export async function submitUnsafe(submitted: Submitted): Promise<FormAnswer> {
  const { desk, metadata, filled, userId, firstField } = submitted;
  const { ports, calls } = desk;
  const found = await ports.read.byId(metadata.incident ?? 0, userId);
  const active = ports.activePolicy();
  if (!found) return errorAt(firstField, sayPlain(active, 'refused.not_found'));
  const view = await viewOf(desk, found);
  const to: Confidant = metadata.arg === 'role' ? 'role' : 'people';
  const who = (await confidantsOf(submitted, view, to)).filter((each) => each !== userId);
  if (who.length === 0) return errorAt(firstField, sayPlain(view.policy, 'unsafe.nobody'));
  const by = filled.choice('named') === 'yes' ? userId : null;
  const sent = await Promise.allSettled(
    who.slice(0, toldMost).map((reader) =>
      within(SEND_WITHIN_MS * desk.leeway, async () => {
        const maySee = (await ports.read.byId(view.incident.id, reader)) !== null;
        const told = { text: filled.text('text'), by, maySee, mayRemind: maySee && to === 'role' };
        await calls.direct(reader, unsafeMessage(view, told));
        return reader;
      }),
    ),
  );
  const told = sent.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  // Why not is not logged: Slack's words could hold whom it was for.
  if (told.length === 0) return errorAt(firstField, sayPlain(view.policy, 'unsafe.not_sent'));
  return { response_action: 'update', view: unsafeSent(view, told) };
}

async function confidantsOf(
  { desk }: Submitted,
  { incident, policy }: Awaited<ReturnType<typeof viewOf>>,
  to: Confidant,
): Promise<readonly UserId[]> {
  const { confidential_role: role, confidential_to: refs = [] } = policy.postmortem ?? {};
  if (to === 'role') {
    const doer = role === undefined ? null : doerOf(incident, policy, role);
    return doer ? [doer.userId] : [];
  }
  const behind = await desk.ports.organisation.peopleBehind(refs);
  return [...new Set(refs.flatMap((ref) => behind.get(ref) ?? []))];
}
