import type { Policy } from '../policy/schema.ts';
import { fireTimers } from './fire.ts';
import { followPolicy } from './follow.ts';
import { overrideRules } from './overrides.ts';
import type {
  Organisation,
  OrganisationCommand,
  OrganisationDecision,
  OrganisationEffect,
  ReviewTold,
} from './types.ts';

/**
 * What a command means for the organisation: the table of contents of its rules. Pure: `now` is story
 * time. Adds what is the same for every decision.
 */
export function decideOrganisation(
  organisation: Organisation,
  command: OrganisationCommand,
  policy: Policy,
  now: Date,
): OrganisationDecision {
  const decision = decided(organisation, command, policy, now);
  if (!decision.ok) return decision;
  const { version } = organisation;
  return {
    ...decision,
    organisation: {
      ...decision.organisation,
      updatedAt: now,
      version: decision.entry ? version + 1 : version,
    },
  };
}

/** The newest one shows what is left from now on; the one before says that there is a newer one. */
function toldReview(organisation: Organisation, { left: leftToDo, place }: ReviewTold) {
  const { review: before, ...state } = organisation.state;
  // What says that all is done stays as it is.
  const review = leftToDo > 0 ? place : undefined;
  const effects: OrganisationEffect[] = [];
  if (before && before.ts !== place.ts) {
    const { channelId, ts, at } = before;
    const fact = { type: 'review_retired', at } as const;
    effects.push({ family: 'organisation', type: 'retire_review', channelId, ts, fact });
  }
  return { organisation: { ...organisation, state: { ...state, leftToDo, review } }, effects };
}

function decided(
  organisation: Organisation,
  command: OrganisationCommand,
  policy: Policy,
  now: Date,
): OrganisationDecision {
  switch (command.type) {
    case 'override_on_call':
      return overrideRules.override_on_call(organisation, command, policy, now);
    case 'end_override':
      return overrideRules.end_override(organisation, command, policy, now);
    case 'fire_timers':
      return fireTimers({ organisation, policy, now }, command);
    case 'follow_policy':
      return followPolicy({ organisation, policy, now }, command);
    case 'review_told': {
      return { ok: true, entry: null, ...toldReview(organisation, command) };
    }
    case 'not_delivered': {
      const { what, where, error } = command;
      const entry = {
        type: command.type,
        actor: { kind: 'delivery' as const },
        data: { what, where, error },
      };
      return { ok: true, organisation, entry, effects: [] };
    }
  }
}
