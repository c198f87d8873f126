import type { Button, KnownBlock } from '@slack/types';
import { isEnded, isOpen } from '../incident/lookup.ts';
import type { ActionWord } from './action-words.ts';
import { actions, button } from './blocks.ts';
import type { ViewContext } from './context.ts';
import { callChange } from './course/call.ts';
import { escalationButtons } from './escalation/buttons.ts';
import { kindsButtons } from './kinds/card.ts';
import { linksButtons } from './links/panel.ts';
import { sayPlain } from './say.ts';

/**
 * All that can be done and has no place on the card, in rows: what it is, where it stands and who is
 * told and paged, what is kept, and what it is tied to.
 */
export function menuBlocks(view: ViewContext): (KnownBlock | null)[] {
  const { policy } = view;
  return [
    actions([
      ...kindsButtons(view),
      ...own(view, 'change_title', sayPlain(policy, 'button.title'), isRunning),
    ]),
    actions([
      ...courseOf(view),
      ...callChange(view),
      ...tellingOf(view),
      ...own(view, 'assign_role', sayPlain(policy, 'button.assign'), isRunning),
      ...escalationButtons(view),
    ]),
    actions([
      ...own(view, 'add_note', sayPlain(policy, 'button.note'), isLasting),
      ...own(view, 'timeline', sayPlain(policy, 'button.timeline'), isRunning),
      ...own(view, 'clock', sayPlain(policy, 'button.clock'), () => true),
      ...linksButtons(view),
    ]),
    actions([
      ...own(view, 'doctor', sayPlain(policy, 'button.doctor'), () => true),
      ...own(view, 'cancel', sayPlain(policy, 'button.cancel'), isRunning),
    ]),
  ];
}

const isRunning = ({ incident }: ViewContext): boolean => isOpen(incident.phase);
const isLasting = ({ incident }: ViewContext): boolean => !isEnded(incident.phase);

function courseOf(view: ViewContext): Button[] {
  const { policy } = view;
  return [
    ...(policy.stages.length > 0
      ? own(view, 'change_stage', sayPlain(policy, 'button.stage'), isLasting)
      : []),
    ...(policy.public_states.length > 0
      ? own(view, 'change_public_state', sayPlain(policy, 'button.public'), isLasting)
      : []),
    ...own(view, 'set_milestone', sayPlain(policy, 'button.milestone'), isLasting),
  ];
}

function tellingOf(view: ViewContext): Button[] {
  const { policy } = view;
  const always = () => true;
  return [
    ...(policy.audiences.length > 0
      ? own(view, 'tell', sayPlain(policy, 'button.tell'), always)
      : []),
    ...(policy.obligations.length > 0
      ? own(view, 'obligations', sayPlain(policy, 'button.obligations'), always)
      : []),
    ...(policy.measures.length > 0
      ? own(view, 'measures', sayPlain(policy, 'button.measures'), always)
      : []),
  ];
}

/** The button, where the incident is in a phase for it. */
function own(
  view: ViewContext,
  word: ActionWord,
  label: string,
  fits: (view: ViewContext) => boolean,
): Button[] {
  return fits(view) ? [button(word, label, { incident: view.incident.id })] : [];
}
