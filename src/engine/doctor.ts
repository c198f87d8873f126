import { randomUUID } from 'node:crypto';
import { atPace } from '../incident/drills/pace.ts';
import { type Check, checks, type LookedOver } from '../incident/findings.ts';
import { inviteesFor } from '../incident/invitees.ts';
import type { Incident, UserId } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { type Answers, type Method, SlackCallError, type SlackClient } from '../slack/client.ts';
import type { DoctorPorts } from '../slack/ports.ts';
import { resend } from '../store/queries-of-outbox.ts';
import { pastOf } from '../store/queries-of-similar.ts';
import { looks } from './doctor-looks.ts';
import { armedOf, findingsOf, lookUp } from './doctor-rows.ts';
import type { Engine } from './engine.ts';
import { roomsTiedTo } from './means.ts';
import type { KnownPeople } from './people-behind.ts';
import type { Renderer } from './render.ts';
import { incidentFromJson, placesOf } from './row-json.ts';

/** What looking an incident over needs. */
export interface DoctorMeans {
  engine: Engine;
  slack: SlackClient;
  render: Renderer;
  directory: KnownPeople & { mayAct(userId: UserId, teamId: string | undefined): Promise<boolean> };
  /** User id of the bot. */
  self: UserId;
  /** Scopes that the manifest asks for. */
  scopes: readonly string[];
}

/** Milliseconds for one call; whoever asked waits for the slowest of them. */
const callMs = 4_000;
/** Milliseconds between looks at what is being repaired. */
const betweenMs = 150;

/** Compares an incident with what Slack shows of it. Nothing is changed by looking. */
export function createDoctor(means: DoctorMeans): DoctorPorts {
  const { engine } = means;
  const { teamId, database } = engine;
  return {
    look: (incidentId) => lookOver(means, incidentId),
    async resume(incidentId, what) {
      await database.work.use(async ({ sql }) => {
        if (what.includes('timers')) {
          await sql`
            update timers set parked_at = null, attempts = 0, not_before = '-infinity',
              last_error = null
            where incident_id = ${incidentId} and parked_at is not null`;
        }
        if (!what.includes('sends')) return;
        const dead = await sql<{ id: string }[]>`
          select id from outbox
          where team_id = ${teamId} and incident_id = ${incidentId} and state = 'dead' order by id`;
        for (const { id } of dead) await resend(sql, teamId, Number(id));
      });
      engine.kick();
    },
    async settled(incidentId, waitMs) {
      const end = performance.now() + waitMs;
      while (performance.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, betweenMs));
        const [row] = await database.work.use(
          ({ sql }) => sql<{ moves: boolean }[]>`
            select exists (select from outbox where incident_id = ${incidentId}
              and state in ('pending', 'sending')) as moves`,
        );
        if (!row?.moves) return;
      }
    },
  };
}

async function lookOver(means: DoctorMeans, incidentId: number): Promise<LookedOver | null> {
  const { engine, slack, render, self, scopes } = means;
  const found = await engine.database.work.use(({ sql }) => lookUp(sql, engine.teamId, incidentId));
  if (!found) return null;
  const incident = incidentFromJson(found.incident);
  const policy = await policyOf(engine, incident);
  const now = new Date(found.now);
  const { work } = engine.database;
  const rooms = await roomsTiedTo(work, incident);
  const past = await work.use(({ sql }) => pastOf(sql, incident));
  const traceId = randomUUID();
  const inSlack = await looks({
    incident,
    policy,
    places: found.places,
    view: { incident, policy, places: placesOf(found.places), now, rooms, ...past },
    render,
    self,
    scopes,
    underway: found.underway,
    people: () => peopleOfRoom(means, { incident, policy, left: found.left }),
    call: (method, args) => soon(method, slack.call(method, args, traceId)),
  });
  const findings = [...inSlack, ...findingsOf(found)];
  return { findings: findings.sort((a, b) => place(a) - place(b)), armed: armedOf(found) };
}

const place = ({ check }: { check: Check }) => checks.indexOf(check);

async function policyOf({ database, policies }: Engine, incident: Incident): Promise<Policy> {
  const { policyHash } = incident;
  const known = await policies.known(policyHash);
  const written = known ?? (await database.work.use(({ sql }) => policies.get(sql, policyHash)));
  return atPace(written, incident);
}

/** Role holders, and whom the policy invites unless they left by themselves or cannot come. */
async function peopleOfRoom(
  { directory }: DoctorMeans,
  { incident, policy, left }: { incident: Incident; policy: Policy; left: string[] },
): Promise<UserId[]> {
  // Who was put out of a private room is let in again by people alone.
  const isOut = (userId: UserId) => incident.isPrivate && left.includes(userId);
  const holders = Object.values(incident.state.roles)
    .flatMap((held) => held.map(({ userId }) => userId))
    .filter((userId) => !isOut(userId));
  const invited = await Promise.all(
    inviteesFor(incident, policy).map((each) =>
      'userId' in each ? [each.userId] : directory.peopleShown(each.ref),
    ),
  );
  const failed = incident.state.failedSteps.invite?.error ?? '';
  const wanted = new Set([
    ...holders,
    ...invited.flat().filter((userId) => !left.includes(userId) && !failed.includes(userId)),
  ]);
  const able = await Promise.all(
    [...wanted].map(async (userId) =>
      (await directory.mayAct(userId, undefined)) ? userId : null,
    ),
  );
  return able.filter((userId) => userId !== null);
}

/** The answer, or a fault as if the wire had given up. */
async function soon<M extends Method>(method: M, answer: Promise<Answers[M]>): Promise<Answers[M]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const fault = { kind: 'unknown', code: 'timeout' } as const;
    timer = setTimeout(() => reject(new SlackCallError(method, fault)), callMs);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
