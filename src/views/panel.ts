import type { Button, KnownBlock } from '@slack/types';
import { holdersOf, isEnded } from '../incident/lookup.ts';
import type { UserId } from '../incident/types.ts';
import { actions, button, context, message } from './blocks.ts';
import { cardBlocks, cardText } from './card.ts';
import type { Message, ViewContext } from './context.ts';
import { menuBlocks } from './menu.ts';
import { roleName } from './names.ts';
import { roomLink } from './room-link.ts';
import { say, sayPlain } from './say.ts';

/**
 * What one person sees of an incident and can do in it: the card, their own part, and where its room
 * is, unless they are `here` already.
 */
export function panelMessage(view: ViewContext, viewer: UserId, here: string | null): Message {
  const shown = message(cardText(view), [
    ...cardBlocks(view, { inPanel: true }),
    ...ownPart(view, viewer),
    ...menuBlocks(view),
    ...(here !== null && here === view.places.roomId ? [] : [where(view)]),
  ]);
  return ofPanel(view, shown);
}

/** What is behind “More” on the card: one's own part and what has no place on the card itself. */
export function menuMessage(view: ViewContext, viewer: UserId): Message {
  return message(cardText(view), [...ownPart(view, viewer), ...menuBlocks(view)]);
}

/** The panel under the answer to a button in it. Its text is the answer's. */
export function answeredPanel(
  view: ViewContext,
  { userId, channelId }: { userId: UserId; channelId: string | null },
  answer: Message,
): Message {
  const panel = panelMessage(view, userId, channelId);
  const blocks = [...answer.blocks, { type: 'divider' } as const, ...panel.blocks];
  return ofPanel(view, { text: answer.text, blocks });
}

const panelBlock = 'panel:';

/** Whether a button stands in a panel, by the id of its block. */
export function isOfPanel(blockId: string | undefined): boolean {
  return blockId?.startsWith(panelBlock) ?? false;
}

/**
 * Slack does not say in which of our messages a button was pressed when only one person sees it; the
 * ids of blocks do. With the version, or Slack goes on showing what somebody chose in a list.
 */
function ofPanel({ incident }: ViewContext, { text, blocks }: Message): Message {
  const known = blocks.map((block, index) => {
    if (block.type !== 'actions' && block.type !== 'section') return block;
    return { ...block, block_id: `${panelBlock}${index}:${incident.version}` };
  });
  return { text, blocks: known };
}

function ownPart({ incident, policy }: ViewContext, viewer: UserId): (KnownBlock | null)[] {
  if (isEnded(incident.phase)) return [];
  const held = rolesOf({ incident, policy }, viewer);
  const offered = Object.entries(incident.state.offers).filter(([, offer]) => offer.to === viewer);
  const buttons: Button[] = [
    ...offered.flatMap(([role]) => handoverButtons({ incident, policy }, role)),
    ...held.flatMap((role) => [
      button(
        'offer_handover',
        sayPlain(policy, 'button.hand_over', { role: roleName(policy, role) }),
        { incident: incident.id, role },
        { suffix: role },
      ),
      button(
        'give_up_role',
        sayPlain(policy, 'button.give_up', { role: roleName(policy, role) }),
        { incident: incident.id, role },
        { suffix: role },
      ),
    ]),
  ];
  const names = held.map((role) => roleName(policy, role)).join(', ');
  const line = names ? say(policy, 'panel.yours', { roles: names }) : say(policy, 'panel.no_role');
  return [context(line), actions(buttons)];
}

function rolesOf({ incident, policy }: Pick<ViewContext, 'incident' | 'policy'>, viewer: UserId) {
  return policy.roles
    .map((role) => role.key)
    .filter((role) => holdersOf(incident, role).some((holder) => holder.userId === viewer));
}

/** Accept and decline, for who was asked to take over. */
export function handoverButtons(
  { incident, policy }: Pick<ViewContext, 'incident' | 'policy'>,
  role: string,
): Button[] {
  const value = { incident: incident.id, role };
  return [
    button('accept_handover', sayPlain(policy, 'button.accept'), value, {
      suffix: role,
      style: 'primary',
    }),
    button('decline_handover', sayPlain(policy, 'button.decline'), value, { suffix: role }),
  ];
}

function where(view: ViewContext): KnownBlock {
  const { incident, policy, places } = view;
  if (incident.state.place === 'record') return context(say(policy, 'done.recorded'));
  if (!places.roomId) return context(say(policy, 'done.room_coming'));
  return context(say(policy, 'done.room', { room: roomLink(view) }));
}
