import type { Button } from '@slack/types';
import { publicStateOffered } from '../../incident/course/public-state.ts';
import { windowEnd } from '../../incident/course/stages.ts';
import { isEnded, isOpen } from '../../incident/lookup.ts';
import { button } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { join, Mrkdwn, when } from '../mrkdwn.ts';
import { statusKeyName } from '../names.ts';
import { say, sayPlain } from '../say.ts';
import { callLine, callOffered } from './call.ts';
import { publicStateName, stageName } from './names.ts';

/** What the card says of it: how long this part should last, what the public reads, the call. */
export function courseLines(view: ViewContext): Mrkdwn[] {
  if (isEnded(view.incident.phase)) return [];
  const parts = [...stageText(view), ...statusText(view), ...publicText(view)];
  return [...(parts.length > 0 ? [join(parts, ' · ')] : []), ...callLine(view)];
}

/** What the card offers of it now; all else is behind “More”. */
export function courseButtons(view: ViewContext): Button[] {
  if (isEnded(view.incident.phase)) return [];
  return [...callOffered(view), ...movingOn(view), ...offered(view)];
}

/** A stage that should be over asks whether it is. */
function movingOn({ incident, policy, now }: ViewContext): Button[] {
  const stage = policy.stages.find(({ key }) => key === incident.state.stage?.key);
  const end = stage && windowEnd(incident, stage);
  if (!end || end >= now) return [];
  return [button('change_stage', sayPlain(policy, 'button.stage'), { incident: incident.id })];
}

function stageText({ incident, policy, now }: ViewContext): Mrkdwn[] {
  const { stage } = incident.state;
  const known = policy.stages.find(({ key }) => key === stage?.key);
  if (!stage) return [];
  const name = stageName(policy, stage.key);
  const end = known && windowEnd(incident, known);
  if (!end) return [say(policy, 'card.stage', { stage: name })];
  const values = { stage: name, at: when(end) };
  return [say(policy, end < now ? 'card.stage_late' : 'card.stage_until', values)];
}

/** The status stands on the card already; this is only how long it should. */
function statusText({ incident, policy, now }: ViewContext): Mrkdwn[] {
  const status = policy.statuses.find(({ key }) => key === incident.status);
  const end = status && isOpen(incident.phase) ? windowEnd(incident, status) : null;
  if (!end) return [];
  const values = { status: statusKeyName(policy, incident.status), at: when(end) };
  return [say(policy, end < now ? 'card.status_late' : 'card.status_until', values)];
}

function publicText({ incident, policy }: ViewContext): Mrkdwn[] {
  if (policy.public_states.length === 0) return [];
  const { publicState } = incident.state;
  if (!publicState) return [];
  const emoji = policy.public_states.find(({ key }) => key === publicState.key)?.emoji;
  const state = publicStateName(policy, publicState.key);
  return [say(policy, 'card.public', { emoji: new Mrkdwn(emoji ? `${emoji} ` : ''), state })];
}

/** What goes with the status is offered, never done by itself. */
function offered({ incident, policy }: ViewContext): Button[] {
  const state = publicStateOffered(incident, policy);
  if (!state) return [];
  const value = { incident: incident.id, arg: state.key };
  return [
    button(
      'show_public_as',
      sayPlain(policy, 'button.show_public_as', { state: state.name }),
      value,
    ),
  ];
}
