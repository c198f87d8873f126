import { withCadence } from '../changes.ts';
import { worse } from '../conditions.ts';
import type { Consequence, Draft, Turn } from '../consequences.ts';
import { homes, sync, tellRoom } from '../decision.ts';
import { inviteesFor } from '../invitees.ts';
import { isEnded, isOpen } from '../lookup.ts';
import type { Effect, Invitee } from '../types.ts';
import { fieldChanges } from './asked-fields.ts';
import { kindByModule, placeFor, severityFloor, wider } from './forced.ts';
import { withConfirmed } from './triage.ts';
import type { Because, KindsAlso } from './types.ts';

/** What followed so far. */
interface Followed<D extends Draft> {
  after: D;
  also: KindsAlso[];
  effects: Effect[];
}

type Step = <D extends Draft>(followed: Followed<D>, turn: Turn<D>) => Followed<D>;

/** In this order: what it is says how bad it is and who may see it; then who comes, and where. */
const steps: Step[] = [
  settleKind,
  raiseSeverity,
  makePrivate,
  confirmByStatus,
  choosePlace,
  invite,
];

/**
 * What follows by itself from a decision: the kind that a module or an answer makes it, the severity
 * and privacy that are forced, where it is worked on, who else is asked to come; and what changed in
 * the fields.
 */
export const kindsConsequences: Consequence = <D extends Draft>(turn: Turn<D>) => {
  const { before, after } = turn;
  const fields = fieldChanges(before?.state.fields ?? {}, after.state.fields);
  // Files have a line of their own, with their names.
  const told = fields.filter(({ field }) => !isOfFiles(field, turn));
  const said = told.map((change): KindsAlso => ({ type: 'field_given', ...change }));
  let followed: Followed<D> = {
    after,
    also: said,
    effects: before && said.length > 0 ? sync('card') : [],
  };
  if (!isEnded(after.phase)) {
    for (const step of steps) followed = step(followed, turn);
  }
  const isNothing = followed.after === after && followed.effects.length === 0;
  return isNothing ? null : followed;
};

function settleKind<D extends Draft>({ after, also, effects }: Followed<D>, turn: Turn<D>) {
  const { before, policy, now } = turn;
  const answered = kindByAnswer(turn);
  const asked = answered?.kind ?? after.state.kind;
  const held = kindByModule({ kind: asked, modules: after.state.modules }, policy);
  const forced = held ?? answered;
  const kind = forced?.kind ?? after.state.kind;
  const isNews = forced !== null && kind !== after.state.kind;
  if (kind === (before?.state.kind ?? null) && !isNews) return { after, also, effects };
  return {
    after: { ...after, state: { ...after.state, kind, kindSince: now } },
    also: isNews ? [...also, became(kind ?? '', forced.because)] : also,
    effects: before && isNews ? [...effects, ...sync('card', 'news')] : effects,
  };
}

function became(to: string, because: Because): KindsAlso {
  return { type: 'kind_became', to, because };
}

/** The kind that a criterion means which was answered with yes just now. */
function kindByAnswer({ before, after, policy }: Turn): { kind: string; because: Because } | null {
  const isYes = (draft: Draft | null, key: string) =>
    draft !== null && Object.hasOwn(draft.state.criteria, key) && draft.state.criteria[key]?.yes;
  const criterion = policy.triage.criteria.find(
    ({ key, forces }) => forces.kind && isYes(after, key) && !isYes(before, key),
  );
  if (!criterion?.forces.kind) return null;
  return { kind: criterion.forces.kind, because: { what: 'criterion', key: criterion.key } };
}

function raiseSeverity<D extends Draft>({ after, also, effects }: Followed<D>, turn: Turn<D>) {
  const { before, policy, now } = turn;
  const floor = severityFloor(after, policy);
  const from = after.severity;
  const isKnown = policy.severities.some(({ key }) => key === floor?.severity);
  const to = floor && isKnown ? worse(policy, from, floor.severity) : from;
  if (!floor || to === null || to === from) return { after, also, effects };
  const raised = { from, to, because: floor.because };
  return {
    after: withCadence({ ...after, severity: to }, policy, now),
    also: [...also, { type: 'severity_raised' as const, ...raised }],
    effects: before
      ? [
          ...effects,
          tellRoom({ type: 'severity_raised', ...raised }),
          ...sync('card', 'topic', 'news'),
          ...homes(after.declaredBy),
        ]
      : effects,
  };
}

/** Never the other way: who could read it has read it. */
function makePrivate<D extends Draft>({ after, also, effects }: Followed<D>, turn: Turn<D>) {
  const kind = turn.policy.kinds.find(({ key }) => key === after.state.kind);
  if (!kind?.forces.private || after.isPrivate) return { after, also, effects };
  const places = sync('room', 'card', 'topic', 'purpose', 'bookmark');
  return {
    after: { ...after, isPrivate: true },
    also: [...also, { type: 'made_private' as const, kind: kind.key }],
    effects: turn.before ? [...effects, ...places] : effects,
  };
}

/** Whoever goes on to work on it has said that it is an incident. */
function confirmByStatus<D extends Draft>(followed: Followed<D>, turn: Turn<D>): Followed<D> {
  const { before, entry, policy, now } = turn;
  const { after, also, effects } = followed;
  const isNow = before?.phase === 'triage' || before?.phase === 'declined';
  const isWorkedOn = isOpen(after.phase) && after.phase !== 'triage';
  const isSaid = Object.hasOwn(after.state.milestones, 'confirmed');
  const { actor } = entry;
  if (!isNow || !isWorkedOn || isSaid || policy.triage.criteria.length === 0) return followed;
  if (actor.kind !== 'person') return followed;
  const milestones = withConfirmed(after, actor.userId, now);
  return {
    after: { ...after, state: { ...after.state, milestones } },
    also: [...also, { type: 'confirmed_by_status' }],
    effects,
  };
}

/** Where more people can work than before; work that is going on is never moved to where fewer can. */
function choosePlace<D extends Draft>(followed: Followed<D>, turn: Turn<D>): Followed<D> {
  const { before, policy, now } = turn;
  const { after, also, effects } = followed;
  if (after.state.isPast) return followed;
  const wanted = placeFor(after, policy);
  const place = before ? wider(after.state.place, wanted) : wanted;
  if (place === after.state.place) return followed;
  const moved = { ...after, state: { ...after.state, place } };
  if (!before) return { after: withCadence(moved, policy, now), also, effects };
  const who = [...inviteesFor(moved, policy), ...holders(moved)];
  return {
    // Updates are promised only where there is somebody to read them.
    after: after.state.place === 'record' ? withCadence(moved, policy, now) : moved,
    also: [...also, { type: 'place_changed', to: place }],
    effects: [
      ...effects,
      ...sync('room', 'topic', 'purpose', 'card', 'pin', 'bookmark', 'news'),
      { family: 'sync', type: 'sync_invite', who },
    ],
  };
}

function holders({ state }: Draft): Invitee[] {
  const people = Object.values(state.roles).flat();
  return [...new Set(people.map(({ userId }) => userId))].map((userId) => ({ userId }));
}

/** Whom the kind, the modules and the severity ask to come who was not asked before. */
function invite<D extends Draft>(followed: Followed<D>, { before, policy }: Turn<D>): Followed<D> {
  const { after, also, effects } = followed;
  if (!before || before.state.place !== after.state.place) return followed;
  const asked = new Set(inviteesFor(before, policy).map(nameOf));
  const who = inviteesFor(after, policy).filter((each) => !asked.has(nameOf(each)));
  if (who.length === 0) return followed;
  return { after, also, effects: [...effects, { family: 'sync', type: 'sync_invite', who }] };
}

function nameOf(who: Invitee): string {
  return 'userId' in who ? who.userId : who.ref;
}

function isOfFiles(key: string, { policy }: Pick<Turn, 'policy'>): boolean {
  return policy.fields.some((field) => field.key === key && field.type === 'files');
}
