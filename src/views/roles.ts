import type { Button, KnownBlock, StaticSelect } from '@slack/types';
import { commanderRole, holdersOf, isOpen } from '../incident/lookup.ts';
import type { Role } from '../policy/language/roles.ts';
import { button, chooser, option, section } from './blocks.ts';
import type { ViewContext } from './context.ts';
import { join, type Mrkdwn, mention, mentions } from './mrkdwn.ts';
import { say, sayPlain } from './say.ts';

/**
 * The roles on the card, short enough for a phone: the commander's line, with its button while nobody
 * commands, then who else does what, with one list of all that can still be taken. In the end, who
 * held one.
 */
export function roleBlocks(view: ViewContext): KnownBlock[] {
  const { incident, policy } = view;
  if (!isOpen(incident.phase)) {
    const held = policy.roles.filter((role) => isHeld(view, role));
    return held.length > 0 ? [section(join(held.map((role) => roleText(view, role))))] : [];
  }
  const [commander, ...others] = policy.roles;
  const free = others.filter((role) => hasSeat(view, role));
  const lines = otherRoles(view);
  return [
    ...(commander ? [commanderBlock(view, commander)] : []),
    ...(lines.length > 0
      ? [
          section(join(lines), {
            // Another block when it changes, or Slack goes on showing what somebody chose.
            id: `roles:${incident.version}`,
            ...(free.length > 0 ? { accessory: takeList(view, free) } : {}),
          }),
        ]
      : []),
  ];
}

/** Who commands, who does what else, and what nobody does yet. */
export function rolesText(view: ViewContext): Mrkdwn {
  const commander = view.policy.roles.slice(0, 1).map((role) => roleText(view, role));
  return join([...commander, ...otherRoles(view)]);
}

/** Who holds a role; `nobody yet` where nobody does. */
export function roleText({ incident, policy }: ViewContext, role: Role): Mrkdwn {
  const holders = holdersOf(incident, role.key);
  const offer = incident.state.offers[role.key];
  const people = mentions(holders.map((holder) => holder.userId));
  const held =
    holders.length > 0
      ? say(policy, 'card.role', { role: role.name, people })
      : say(policy, 'card.role_nobody', { role: role.name });
  return offer ? join([held, say(policy, 'card.offered', { to: mention(offer.to) })]) : held;
}

/** All but the commander: a line for each that is held, one for those that are not. */
function otherRoles(view: ViewContext): Mrkdwn[] {
  const { policy } = view;
  const others = policy.roles.filter(({ key }) => key !== commanderRole(policy));
  const empty = others.filter((role) => !isHeld(view, role)).map((role) => role.name);
  return [
    ...others.filter((role) => isHeld(view, role)).map((role) => roleText(view, role)),
    ...(empty.length > 0 ? [say(policy, 'card.roles_free', { roles: empty.join(', ') })] : []),
  ];
}

function commanderBlock(view: ViewContext, role: Role): KnownBlock {
  const text = roleText(view, role);
  return section(text, hasSeat(view, role) ? { accessory: takeButton(view, role) } : {});
}

function isHeld({ incident }: ViewContext, role: Role): boolean {
  return holdersOf(incident, role.key).length > 0;
}

function hasSeat({ incident }: ViewContext, role: Role): boolean {
  return holdersOf(incident, role.key).length < role.max;
}

function takeButton({ incident, policy }: ViewContext, role: Role): Button {
  const holders = holdersOf(incident, role.key).map((holder) => holder.userId);
  const value = { incident: incident.id, role: role.key, expect: { holders } };
  return button('take_role', sayPlain(policy, 'button.take'), value, {
    suffix: role.key,
    aloud: sayPlain(policy, 'button.take_role', { role: role.name }),
    style: 'primary',
  });
}

/** What is in it has a free seat, so taking it replaces nobody and nothing need be expected. */
function takeList({ incident, policy }: ViewContext, free: Role[]): StaticSelect {
  return chooser(
    'take_role',
    sayPlain(policy, 'button.take_one'),
    free.map((role) =>
      option(role.name, JSON.stringify({ incident: incident.id, role: role.key })),
    ),
  );
}
