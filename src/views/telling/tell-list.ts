import type { Button, KnownBlock } from '@slack/types';
import {
  concerns,
  lastSent,
  needsPerson,
  promisedNext,
  templatesOf,
  waiting,
} from '../../incident/telling/audiences.ts';
import type { Audience } from '../../policy/language/telling.ts';
import { actions, button, context, message, section, shortMessage } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { cut, join, type Mrkdwn, mention, oneLine, when } from '../mrkdwn.ts';
import { whoText } from '../people.ts';
import { say, sayPlain } from '../say.ts';
import { openButton } from './card.ts';
import { whereTo } from './message-modal.ts';
import { dotted } from './names.ts';

/** Slack takes 50 blocks; one audience takes one or two. */
const MOST = 22;

/** All audiences: what they were told when, what waits, and what was promised. */
export function tellList(view: ViewContext): Message {
  const { incident, policy } = view;
  if (policy.audiences.length === 0) return shortMessage(say(policy, 'tell.none'));
  const title = say(policy, 'tell.title', {
    number: incident.number,
    title: oneLine(incident.title),
  });
  const ordered = [...policy.audiences].sort((a, b) => rank(view, a) - rank(view, b));
  return message(title, [
    section(title),
    ...ordered.slice(0, MOST).flatMap((audience) => audienceBlocks(view, audience)),
  ]);
}

/** What waits comes first, then whom it concerns, then the rest. */
function rank({ incident, policy }: ViewContext, audience: Audience): number {
  if (waiting(incident, audience.key).length > 0) return 0;
  if (lastSent(incident, audience.key)) return 1;
  return concerns(incident, policy, audience) ? 2 : 3;
}

function audienceBlocks(view: ViewContext, audience: Audience): (KnownBlock | null)[] {
  const { incident, policy } = view;
  const head = say(policy, 'tell.audience', { audience: audience.name });
  const isConcerned = rank(view, audience) < 3;
  const line = isConcerned
    ? dotted([
        howTold(view, audience),
        ...waitingText(view, audience),
        promisedText(view, audience),
      ])
    : say(policy, 'tell.not_concerned');
  const first = waiting(incident, audience.key).at(-1);
  const accessory = first ? openButton(view, first, 'primary') : writeButton(view, audience);
  return [section(join([head, line]), { accessory })];
}

function writeButton({ incident, policy }: ViewContext, { key }: Audience): Button {
  const value = { incident: incident.id, arg: key };
  return button('write_message', sayPlain(policy, 'button.write_message'), value, { suffix: key });
}

function howTold(view: ViewContext, audience: Audience): Mrkdwn {
  const { incident, policy } = view;
  const last = lastSent(incident, audience.key);
  if (!last?.sentAt) {
    return dotted([
      say(policy, 'tell.not_told'),
      needsPerson(audience)
        ? audience.by.length > 0
          ? say(policy, 'tell.by_hand', { by: audience.by.join(', ') })
          : null
        : say(policy, 'tell.automatic', { where: whereTo(view, audience) }),
    ]);
  }
  const at = when(last.sentAt);
  if (!last.by) return say(policy, 'tell.told_muster', { at });
  const by = mention(last.by);
  if (!last.proof) return say(policy, 'tell.told', { at, by });
  return say(policy, 'tell.told_proof', { at, by, proof: cut(oneLine(last.proof), 150) });
}

function waitingText({ incident, policy }: ViewContext, audience: Audience): Mrkdwn[] {
  return waiting(incident, audience.key).map(({ id, at }) => {
    const isApproved = Object.hasOwn(incident.state.approvals, `message:${id}`);
    if (audience.approval.length === 0 || isApproved) {
      return say(policy, 'tell.waiting', { at: when(at) });
    }
    return say(policy, 'tell.waiting_approval', {
      at: when(at),
      who: whoText(policy, audience.approval),
    });
  });
}

function promisedText({ incident, policy, now }: ViewContext, audience: Audience): Mrkdwn | null {
  const next = promisedNext(incident, policy, audience);
  if (!next) return null;
  return say(policy, next < now ? 'tell.promised_late' : 'tell.promised', { at: when(next) });
}

/** Asks which of its templates is meant, one button each. */
export function whichTemplate({ incident, policy }: ViewContext, audience: Audience): Message {
  const templates = templatesOf(policy, audience);
  const text = say(policy, 'tell.which', { audience: audience.name });
  return message(text, [
    section(text),
    actions(
      templates
        .slice(0, 20)
        .map(({ key, name }) =>
          button(
            'open_message',
            sayPlain(policy, 'button.write_template', { template: name }),
            { incident: incident.id, arg: `new:${audience.key}:${key}` },
            { suffix: key },
          ),
        ),
    ),
    ...(audience.why ? [context(oneLine(audience.why))] : []),
  ]);
}
