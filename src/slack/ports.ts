import type { PolicyChange } from '../incident/action-items/types.ts';
import type { LookedOver } from '../incident/findings.ts';
import type { Past, Similar } from '../incident/links/similar.ts';
import type { IncidentView, TimelineRow } from '../incident/places.ts';
import type { Mend } from '../incident/repair.ts';
import type { Command, Decision, Declare, Incident, Refusal, UserId } from '../incident/types.ts';
import type { OwedItem } from '../organisation/nags.ts';
import type { Counted } from '../organisation/report.ts';
import type {
  Organisation,
  OrganisationPersonCommand,
  OrganisationRefusal,
} from '../organisation/types.ts';
import type { Policy } from '../policy/schema.ts';

/**
 * What listeners need of the rest of Muster, given to them as an argument so that they never import
 * the engine and a test can pass plain functions.
 */
export interface Ports {
  /** Carries a command out under the incident's lock. Throws `Unavailable` within 2.5 s when the database does not answer. */
  run(incidentId: number, command: Command, gesture: Gesture): Promise<Outcome>;
  /** Declares; the same key gives the same incident. */
  declare(declare: Declare, gesture: Gesture): Promise<DeclareOutcome>;
  read: Reads;
  /** Who is on call, and what else belongs to no incident. */
  organisation: OrganisationPorts;
  /** Compares an incident with what Slack shows of it. */
  doctor: DoctorPorts;
  /** Sends that were given up. */
  outbox: OutboxPorts;
  /** The active policy, from memory. */
  activePolicy(): Policy;
  /** The policy an incident was declared under, from memory where it was seen before. */
  policyOf(incident: Incident): Promise<Policy>;
  /** What became of the policy of this hash in the one that is in force now. */
  policyChange(since: string): Promise<PolicyChange>;
  /** Whether the workspace's own full member acts; false for guests, strangers and bots. From cache. */
  mayAct(userId: UserId, payloadTeamId: string | undefined): Promise<boolean>;
  /** Whether it is the user of an app; somebody unknown is taken for a person. From cache. */
  isApp(userId: UserId): Promise<boolean>;
  /** Whose room this channel is, by incident id, for events that nobody looks at; null when none's. */
  roomOf(channelId: string): Promise<number | null>;
  /** The same, where Muster could not use it the last time. */
  lostRoomOf(channelId: string): Promise<number | null>;
  /** Whether Muster writes e-mail: a server is given. */
  canMail: boolean;
  /** What the policy's command for recent changes prints; null where it has none. Never rejects. */
  recentChanges(policy: Policy, hours: number): Promise<RecentChanges | null>;
  /** Story time as well as it is known without asking: only for showing, never for deciding. */
  now(): Date;
  /**
   * Which of the people that this policy, or the active one, asks for before something may be done
   * someone is among: their address, their groups, the teams that count them. From memory; Slack is
   * asked for a second at most.
   */
  refsOf(userId: UserId, policy: Policy): Promise<string[]>;
  /** Their IANA time zone from the directory in memory; null when unknown. */
  timeZoneOf(userId: UserId): string | null;
  /** The name people know someone by, from the directory in memory; null when unknown. */
  nameOf(userId: UserId): string | null;
  /** Slack says that a member, a group or a channel changed; the directory follows. */
  directoryChanged(change: DirectoryChange): Promise<void>;
  /** Somebody is no member of the workspace any more; what they held in open incidents is free. */
  memberGone(userId: UserId, gesture: Gesture): Promise<void>;
}

export interface OrganisationPorts {
  /** As it is now. */
  read(): Promise<Organisation>;
  /**
   * Who is behind references of the policy, by reference, within a second; whoever is not found is
   * missing. Never rejects.
   */
  peopleBehind(refs: readonly string[]): Promise<ReadonlyMap<string, readonly UserId[]>>;
  /** Carries a command out under the organisation's lock. Throws `Unavailable` like `run`. */
  run(command: OrganisationPersonCommand, gesture: Gesture): Promise<OrganisationOutcome>;
}

export interface DoctorPorts {
  /**
   * Looks at everything that the incident has in Slack, by about seven calls of 4 s at most. Null where
   * there is no such incident. Whoever asks has made sure that the person may see it.
   */
  look(incidentId: number): Promise<LookedOver | null>;
  /** Has what was given up of it tried again: `timers`, `sends`. */
  resume(incidentId: number, what: readonly Mend[]): Promise<void>;
  /** Resolves when nothing of it is on its way, or after `waitMs` of real time. */
  settled(incidentId: number, waitMs: number): Promise<void>;
}

/** What operators do about a send that was given up, by the short id that they were told. */
export interface OutboxPorts {
  resend(id: string): Promise<'again' | 'newer' | 'over'>;
  settle(
    id: string,
    how: 'sent' | 'dropped',
    who: UserId,
  ): Promise<'done' | 'over' | 'needs_place'>;
}

export type OrganisationOutcome =
  | { ok: true; organisation: Organisation; repeated: boolean }
  | { ok: false; refusal: OrganisationRefusal };

/** What a command printed; `failed` says how it ended where that was not well. */
export interface RecentChanges {
  output: string;
  errors: string;
  failed: string | null;
}

/** What an event says about the workspace. `user` and `group` are Slack's own objects. */
export type DirectoryChange =
  | { kind: 'user'; user: Record<string, unknown> }
  | { kind: 'group'; group: Record<string, unknown> }
  | { kind: 'group_members'; groupId: string; added: UserId[]; removed: UserId[] }
  | { kind: 'channel'; channelId: string; name: string }
  | { kind: 'channel_gone'; channelId: string };

/** One gesture of a person or one event: its inbox key, and the correlation id its log lines carry. */
export interface Gesture {
  /** Unique per gesture, e.g. `act:<user>:<action_ts>:<action_id>`; null where the domain itself makes repeats harmless. */
  key: string | null;
  correlationId: string;
  /**
   * Reading of `performance.now()` at which somebody must have an answer: what is not committed by
   * then never is. Absent where nobody waits.
   */
  answerByMs?: number;
}

export type Outcome =
  | { ok: true; decision: Extract<Decision, { ok: true }>; repeated: false }
  /** The same gesture was carried out before; nothing happened now. */
  | { ok: true; repeated: true; incident: Incident }
  | { ok: false; refusal: Refusal; incident: Incident | null };

export type DeclareOutcome =
  | { ok: true; incident: Incident; repeated: boolean }
  | { ok: false; refusal: Refusal };

/** Reads that a person waits for; all of them respect who may see a private incident. */
export interface Reads {
  byNumber(number: number, viewer: UserId): Promise<IncidentView | null>;
  byId(id: number, viewer: UserId): Promise<IncidentView | null>;
  byRoom(channelId: string, viewer: UserId): Promise<IncidentView | null>;
  open(viewer: UserId): Promise<IncidentView[]>;
  mine(viewer: UserId, limit?: number): Promise<IncidentView[]>;
  /** Open ones that are not the viewer's own. */
  others(viewer: UserId, limit: number): Promise<IncidentView[]>;
  find(text: string, viewer: UserId): Promise<IncidentView[]>;
  /** Open action items of somebody, the most urgent first. */
  owed(owner: UserId): Promise<OwedItem[]>;
  /** Incidents of which they write the postmortem, or are told of its meeting, that is not over. */
  reviews(userId: UserId): Promise<IncidentView[]>;
  /** Public incidents, and private ones the viewer is in, declared since. */
  declaredSince(minutes: number, viewer: UserId): Promise<IncidentView[]>;
  /** What a report counts of incidents declared since, with private ones that the viewer may see. */
  countedSince(since: Date, viewer: UserId): Promise<Counted[]>;
  /** Incidents that look like this one, which the asker may see; never private ones. */
  similarTo(incident: Incident): Promise<Similar[]>;
  /** What it keeps of incidents like it as they are now, and how often it happened; never private ones. */
  pastOf(incident: Incident): Promise<Past>;
  /** Newest last; `before` is exclusive, and the page is the latest `limit` rows before it. */
  timeline(incidentId: number, page: { before?: number; limit: number }): Promise<TimelineRow[]>;
  /** Over, and nobody chose yet whether there is a postmortem, where the process lets people choose; oldest first. */
  undecided(viewer: UserId): Promise<IncidentView[]>;
  /** Over, with a postmortem that may still be to be held. */
  toHold(viewer: UserId): Promise<IncidentView[]>;
  /** All lines of these types, oldest first. */
  entriesOf(incidentId: number, types: readonly string[]): Promise<TimelineRow[]>;
  /** Where one of its things is in Slack, by the name of the place; null where it is not there. */
  place(incidentId: number, place: string): Promise<{ channelId: string; ts: string } | null>;
  /** Incidents whose timeline holds this message and has not let go of it; most often none. */
  recordedIn(channelId: string, ts: string): Promise<number[]>;
}

/** A newer release, rolled out beside this one, wrote what this one cannot read; nothing was recorded. */
export class NewerRelease extends Error {
  override readonly name: string = 'NewerRelease';
}

/** The database did not answer in time; nothing was recorded, unless it is unsure. */
export class Unavailable extends Error {
  /** The transaction had been asked to commit, and whether it did is not known. */
  readonly isUnsure: boolean;
  constructor(cause: unknown, isUnsure = false) {
    super('the database did not answer in time', { cause });
    this.name = 'Unavailable';
    this.isUnsure = isUnsure;
  }
}
