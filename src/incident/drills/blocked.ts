import type { Policy } from '../../policy/schema.ts';
import type { Draft } from '../consequences.ts';
import { tellRoom } from '../decision.ts';
import { actingHolders } from '../people.ts';
import { peopleOf } from '../people-refs.ts';
import type { Command, Effect, Invitee, UserId } from '../types.ts';
import { planOf } from './planned.ts';
import type { WouldReach } from './types.ts';

/**
 * An exercise wakes and tells nobody outside it. Of what a decision leaves to be sent, all that would
 * reach a channel besides the room and the announcements, a pager, or people who are not in it, goes
 * no further; the room is told once whom it would have reached.
 *
 * In it are who declared it, whoever did anything in it, who holds a role or was given work by name,
 * and those who hold it by its plan.
 */

/** Both sides of a decision; `command` is absent for a declaration. */
export interface Sides {
  before: Draft | null;
  after: Draft;
  policy: Policy;
  command?: Command;
}

export function withinDrill(effects: Effect[], sides: Sides): Effect[] {
  if (!sides.after.isDrill) return effects;
  const inside = new Set([
    ...(sides.before ? peopleIn(sides.before) : []),
    ...peopleIn(sides.after),
    ...named(sides.command),
  ]);
  const would: WouldReach = { paged: [], invited: [], written: [], channels: [], told: [] };
  const left = effects.flatMap((effect) => kept(effect, { ...sides, inside, would }));
  const isSilent = Object.values(would).every((list) => list.length === 0);
  return isSilent ? left : [...left, tellRoom({ type: 'would_reach', ...once(would) })];
}

interface Filter extends Sides {
  inside: ReadonlySet<UserId>;
  would: WouldReach;
}

function kept(effect: Effect, filter: Filter): Effect[] {
  const { inside, would } = filter;
  switch (effect.type) {
    case 'page': {
      const { within, outside } = sorted(effect.who, filter);
      would.paged.push(...outside);
      return within.length > 0 ? [{ ...effect, who: within }] : [];
    }
    case 'pager':
    case 'tell_meeting':
      return [];
    case 'sync_invite': {
      const { within, outside } = sorted(effect.who, filter);
      would.invited.push(...outside);
      return within.length > 0 ? [{ ...effect, who: within }] : [];
    }
    case 'announce':
      break;
    default:
      return [effect];
  }
  const { to, fact } = effect;
  switch (to.place) {
    case 'origin':
      return [];
    case 'channel':
      if (fact.type === 'audience_told') would.told.push(fact);
      else would.channels.push(to.channel);
      return [];
    case 'people': {
      const { within, outside } = sorted(to.who, filter);
      if (fact.type === 'audience_told') would.told.push(fact);
      else would.written.push(...outside);
      return within.length > 0 ? [{ ...effect, to: { place: 'people', who: within } }] : [];
    }
    case 'dm':
      if (inside.has(to.userId)) return [effect];
      would.written.push(to.userId);
      return [];
    default:
      return [effect];
  }
}

/** Who of these is in it, and who is not. Holders of roles are known by name. */
function sorted(who: readonly Invitee[], { inside, after, policy }: Filter) {
  const owners = peopleOf(planOf(after, policy)?.owners ?? [], policy);
  const within: Invitee[] = [];
  const outside: string[] = [];
  for (const each of who) {
    if ('userId' in each) {
      if (inside.has(each.userId)) within.push(each);
      else outside.push(each.userId);
    } else if (each.ref.startsWith('role:')) {
      const holders = actingHolders(after, each.ref.slice('role:'.length), policy);
      within.push(...holders.map((userId) => ({ userId })));
      if (holders.length === 0) outside.push(each.ref);
    } else if (owners.includes(each.ref)) within.push(each);
    else outside.push(each.ref);
  }
  return { within, outside };
}

/** Those who may be reached, as far as the incident knows them. */
function peopleIn({ declaredBy, state }: Draft): UserId[] {
  return [
    declaredBy,
    ...(state.drill?.people ?? []),
    ...Object.values(state.roles).flatMap((holders) => holders.map(({ userId }) => userId)),
    ...Object.values(state.offers).flatMap(({ from, to }) => [from, to]),
    ...Object.keys(state.followers),
    ...Object.values(state.tasks).flatMap(({ assignee }) => assignee ?? []),
    ...state.addedTasks.flatMap(({ assignee }) => assignee ?? []),
    ...state.actionItems.flatMap(({ owner }) => owner ?? []),
    ...(state.watch ? [state.watch.userId] : []),
  ];
}

/** Who acts, and whom they name to take something on. Whom they page is no part of it for that. */
function named(command: Command | undefined): UserId[] {
  if (!command) return [];
  return [
    ...('by' in command && command.by ? [command.by] : []),
    ...('userId' in command && typeof command.userId === 'string' ? [command.userId] : []),
    ...('to' in command && typeof command.to === 'string' ? [command.to] : []),
    ...(command.type === 'take_in' ? command.people : []),
  ];
}

function once({ told, ...lists }: WouldReach): WouldReach {
  const [paged, invited, written, channels] = [
    lists.paged,
    lists.invited,
    lists.written,
    lists.channels,
  ].map((list) => [...new Set(list)]) as [string[], string[], string[], string[]];
  const first = told.filter(
    ({ audience, template }, index) =>
      told.findIndex((each) => each.audience === audience && each.template === template) === index,
  );
  return { paged, invited, written, channels, told: first };
}
