import type { Button, KnownBlock, StaticSelect } from '@slack/types';
import { milestoneAt } from '../incident/course/milestones.ts';
import { minutesAfter } from '../incident/instants.ts';
import { commanderRole, holdersOf, isOpen } from '../incident/lookup.ts';
import { isNeeded, isOutOfPlace } from '../incident/needed-roles.ts';
import { actingHolders } from '../incident/people.ts';
import type { Role } from '../policy/language/roles.ts';
import { button, chooser, option, section } from './blocks.ts';
import type { ViewContext } from './context.ts';
import { join, type Mrkdwn, mention, mentions, when } from './mrkdwn.ts';
import { say, sayPlain } from './say.ts';

/**
 * The roles on the card, short enough for a phone: the commander's line, with its button while nobody
 * commands, then who else does what, with one list of all that can still be taken. In the end, who
 * held one.
 */
export function roleBlocks(view: ViewContext): KnownBlock[] {
  const { incident, policy } = view;
  if (!isOpen(incident.phase)) return afterwards(view);
  const [commander, ...others] = policy.roles;
  const free = others.filter(
    (role) => hasSeat(view, role) && !isOutOfPlace(incident, policy, role),
  );
  const asks = commander !== undefined && hasSeat(view, commander);
  const seated = commander && !asks ? [roleText(view, commander)] : [];
  const lines = [...seated, ...otherRoles(view)];
  return [
    ...(commander && asks ? [commanderBlock(view, commander)] : []),
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

/** Who held a role, and whom the policy wants now that it is over, such as for the postmortem. */
function afterwards(view: ViewContext): KnownBlock[] {
  const asked = view.policy.roles.filter(
    (role) => isNeededNow(view, role) && hasSeat(view, role) && !isHeld(view, role),
  );
  const shown = view.policy.roles.filter((role) => isHeld(view, role) || asked.includes(role));
  if (shown.length === 0) return [];
  return [
    section(join(shown.map((role) => roleText(view, role))), {
      id: `roles:${view.incident.version}`,
      ...(asked.length > 0 ? { accessory: takeList(view, asked) } : {}),
    }),
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
      : emptyText({ incident, policy }, role);
  const few = holders.length > 0 ? role.min - holders.length : 0;
  const line =
    few > 0 && isNeededNow({ incident, policy }, role)
      ? join([held, say(policy, 'card.role_few', { count: few })], ' · ')
      : held;
  return offer ? join([line, say(policy, 'card.offered', { to: mention(offer.to) })]) : line;
}

/** Nobody holds it: who stands in, or that somebody is needed, by when. */
function emptyText(
  { incident, policy }: Pick<ViewContext, 'incident' | 'policy'>,
  role: Role,
): Mrkdwn {
  const acting = actingHolders(incident, role.key, policy);
  if (acting.length > 0) {
    return say(policy, 'card.role_substitute', { role: role.name, people: mentions(acting) });
  }
  if (!isNeededNow({ incident, policy }, role)) {
    return say(policy, 'card.role_nobody', { role: role.name });
  }
  const within = role.within_minutes;
  const from = milestoneAt(incident, role.of);
  if (within === undefined || !from) return say(policy, 'card.role_needed', { role: role.name });
  const at = when(minutesAfter(from, within));
  return say(policy, 'card.role_needed_by', { role: role.name, at });
}

function isNeededNow(
  { incident, policy }: Pick<ViewContext, 'incident' | 'policy'>,
  role: Role,
): boolean {
  // Once it is over only what the policy wants just then, not all that was missing before.
  const isWanted =
    isOpen(incident.phase) || role.needed.phase?.some((each) => each === incident.phase) === true;
  return isWanted && isNeeded(incident, policy, role);
}

/**
 * All but the commander: a line for each that is held, needed or stood in for, one for the rest of
 * those that are not held. What has no place in this incident is left out.
 */
function otherRoles(view: ViewContext): Mrkdwn[] {
  const { incident, policy } = view;
  const others = policy.roles.filter(
    (role) => role.key !== commanderRole(policy) && !isOutOfPlace(incident, policy, role),
  );
  const own = others.filter(
    (role) =>
      isHeld(view, role) ||
      isNeededNow(view, role) ||
      actingHolders(incident, role.key, policy).length > 0,
  );
  const empty = others.filter((role) => !own.includes(role)).map((role) => role.name);
  return [
    ...own.map((role) => roleText(view, role)),
    ...(empty.length > 0 ? [say(policy, 'card.roles_free', { roles: empty.join(', ') })] : []),
  ];
}

function commanderBlock(view: ViewContext, role: Role): KnownBlock {
  const text = roleText(view, role);
  return section(text, { accessory: takeButton(view, role) });
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
