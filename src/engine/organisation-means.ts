import { peopleOf } from '../incident/people-refs.ts';
import type { UserId } from '../incident/types.ts';
import type { FactContent, GivenUp, ToldTo } from '../organisation/content.ts';
import type { Nag } from '../organisation/nags.ts';
import { countedUp } from '../organisation/report.ts';
import type { OrganisationFact } from '../organisation/types.ts';
import type { Policy } from '../policy/schema.ts';
import { SlackCallError } from '../slack/client.ts';
import { readOrganisation } from '../store/organisation.ts';
import type { Pool } from '../store/pool.ts';
import { openIncidents } from '../store/queries.ts';
import { kindOfSend, type OwedSend, owedSends } from '../store/queries-of-outbox.ts';
import { countedIncidents, countUndecided, lastDrills } from '../store/queries-of-reports.ts';
import type { Message } from '../views/context.ts';
import type { Engine } from './engine.ts';
import { nagFor, ownersToTell, workToReview } from './owed-items.ts';
import type { DeliveryDirectory, OrganisationMeans } from './sending.ts';
import { toldLately } from './tell-operators.ts';

/** How a fact looks, by the policy in force. */
export type OrganisationRender = (
  policy: Policy,
  told: { fact: OrganisationFact; content: FactContent; to: ToldTo; now: Date },
) => Message;

interface Given {
  engine: Pick<Engine, 'teamId' | 'policies'>;
  pool: Pool;
  directory: Pick<DeliveryDirectory, 'people'>;
}

/** What delivery is given for what belongs to no incident: it is read and worded when it is sent. */
export function createOrganisationMeans(
  given: Given,
  render: OrganisationRender,
): OrganisationMeans {
  const policy = () => given.engine.policies.active();
  return {
    policy,
    toldLately: (lane) => toldLately(given.pool, lane),
    owners: (fact) => ownersToTell(given, fact),
    async workLeft() {
      const undecided = await given.pool.use(({ sql }) => countUndecided(sql, given.engine.teamId));
      return (await workToReview(given)).length + undecided;
    },
    async review(now) {
      const { teamId } = given.engine;
      const { review } = (await given.pool.use(({ sql }) => readOrganisation(sql, teamId))).state;
      if (!review) return null;
      const { channelId, ts, at, missed } = review;
      const fact = { type: 'review_due', at, missed } as const;
      const content = await contentOf(given, fact);
      return { channelId, ts, message: render(policy(), { fact, content, to: 'channel', now }) };
    },
    async message(fact, to, now) {
      const content = await contentOf(given, fact);
      // A review of nothing is no message, but that nothing is left any more is said once.
      if (content.of === 'review') {
        const { work, before, undecided = 0 } = content;
        if (work.length + before + undecided === 0) return null;
      }
      if (content.of === 'action_items' && isNothing(content.nag)) return null;
      // Somebody was faster.
      if (content.of === 'given_up' && content.sends.length === 0) return null;
      return render(policy(), { fact, content, to, now });
    },
  };
}

async function contentOf(given: Given, fact: OrganisationFact): Promise<FactContent> {
  const { pool, engine } = given;
  const { teamId } = engine;
  switch (fact.type) {
    case 'report_due': {
      const policy = engine.policies.active();
      const about = policy.reports.find(({ key }) => key === fact.report);
      const { fromAt, toAt } = fact;
      const rows = await pool.use(({ sql }) =>
        countedIncidents(sql, { teamId, fromAt, toAt }, 'everybody'),
      );
      const undecided = await pool.use(({ sql }) => countUndecided(sql, teamId));
      return { of: 'report', report: countedUp(rows, policy, about), undecided };
    }
    case 'review_due':
      return {
        of: 'review',
        undecided: await pool.use(({ sql }) => countUndecided(sql, teamId)),
        work: await workToReview(given),
        before: (await pool.use(({ sql }) => readOrganisation(sql, teamId))).state.leftToDo,
      };
    case 'action_items_due':
      return { of: 'action_items', ...(await nagFor(given, fact)) };
    case 'exercises_due': {
      const drills = fact.due.flatMap(({ what, key }) => (what === 'drill' ? [key] : []));
      return {
        of: 'exercises',
        last: await pool.use(({ sql }) => lastDrills(sql, teamId, drills)),
      };
    }
    case 'shift_changed':
      return onCall(given, [...fact.before, ...fact.people]);
    case 'override_ended':
      return onCall(given, fact.people);
    case 'sends_given_up': {
      const owed = await pool.use(({ sql }) => owedSends(sql, teamId));
      return { of: 'given_up', sends: owed.filter(({ state }) => state === 'dead').map(givenUp) };
    }
    case 'shift_begins':
    case 'override_set':
    case 'review_retired':
      return { of: 'on_call', people: new Map(), open: [] };
  }
}

function isNothing({ own, overseen, unheard }: Nag): boolean {
  return own.length + overseen.length + unheard.length === 0;
}

function givenUp(send: OwedSend): GivenUp {
  const { id, number, isPrivate, attempts, lastError: error, isDoubtful } = send;
  return { id, number, isPrivate, kind: kindOfSend(send), attempts, error, isDoubtful };
}

/** Who is behind references; one that Slack does not explain stays as it is. */
async function onCall({ pool, engine, directory }: Given, refs: string[]): Promise<FactContent> {
  const viewer = { teamId: engine.teamId, userId: '', seesPrivate: false };
  const people = new Map<string, UserId[]>();
  for (const ref of new Set(refs)) {
    const behind: UserId[] = [];
    for (const each of peopleOf([ref], engine.policies.active())) {
      const found = await directory.people(each).catch(passRefused);
      if (found && 'userIds' in found) behind.push(...found.userIds);
    }
    if (behind.length > 0) people.set(ref, behind);
  }
  return { of: 'on_call', people, open: await pool.use(({ sql }) => openIncidents(sql, viewer)) };
}

function passRefused(error: unknown): null {
  if (error instanceof SlackCallError) return null;
  throw error;
}
