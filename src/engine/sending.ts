import type { Logger } from 'pino';
import type { Past, Similar } from '../incident/links/similar.ts';
import type { TimelineRow } from '../incident/places.ts';
import type { DeliveryCommand, Effect, Incident, Step } from '../incident/types.ts';
import type { Inviter } from '../integrations/inviter.ts';
import type { Mailer } from '../integrations/mailer.ts';
import type { Pager } from '../integrations/pager.ts';
import type { Metrics } from '../metrics.ts';
import type { ToldTo } from '../organisation/content.ts';
import type { Hearer } from '../organisation/nags.ts';
import type {
  NotDelivered,
  OrganisationEffect,
  OrganisationFact,
  ReviewTold,
} from '../organisation/types.ts';
import type { Policy } from '../policy/schema.ts';
import type { Answers, Method, SlackClient } from '../slack/client.ts';
import type { Message, ViewContext } from '../views/context.ts';
import type { HomeContent } from '../views/home.ts';
import type { ClaimedRow } from './claim.ts';
import type { Patience } from './patience.ts';
import type { Renderer } from './render.ts';
import type { Address } from './row-json.ts';
import type { Settlement } from './settle.ts';
import type { ShownRecord, ToldDirectly, ToldReminder } from './told-of.ts';

/** What delivery asks of the rest of Muster while it sends. */
export interface Means {
  slack: SlackClient;
  render: Renderer;
  directory: DeliveryDirectory;
  /** Who the bot token is. */
  self: Self;
  /** Everything a person's Home tab shows. */
  homeContent(userId: string): Promise<HomeContent | null>;
  /** The whole timeline, oldest first. */
  timelineOf(incidentId: number): Promise<TimelineRow[]>;
  /** The latest lines of the timeline, newest last: enough for a brief. */
  latestLines(incidentId: number): Promise<Parameters<Renderer['timelineFile']>[0]>;
  /** The announcement as it is now; what was claimed with the row may be older. */
  announcement(incidentId: number): Promise<Announcement>;
  /** Channels that are rooms of any incident, of the ones given. */
  roomsAmong(teamId: string, channelIds: string[]): Promise<Set<string>>;
  /** Who of these is in the incident, and may see it where it is private. */
  amongParticipants(incidentId: number, userIds: string[]): Promise<string[]>;
  /** Channels of the incidents this one is tied to, by number; never of a private one to a public one. */
  roomsTiedTo(incident: Incident): Promise<ReadonlyMap<number, string>>;
  /** Incidents that look like it; `onlyOver`: and are over. Never private ones. */
  similarTo(incident: Incident, onlyOver: boolean): Promise<Similar[]>;
  /** What it keeps of incidents like it as they are now, and how often it happened. Never private ones. */
  pastOf(incident: Incident): Promise<Past>;
  /** Ids of public incidents that show somewhere that this one looks like them. */
  showingSimilar(incident: Incident): Promise<number[]>;
  /** Who takes part in it. */
  participantsOf(incidentId: number): Promise<string[]>;
  /** Who took part in it and left. */
  leftOf(incidentId: number): Promise<string[]>;
  /** Messages told about it in the thread that it came from, by their ts. */
  toldAtOrigin(incidentId: number): Promise<string[]>;
  /** Whether something for an audience in Slack, or for the thread it came from, is going out now. */
  isTelling(incidentId: number): Promise<boolean>;
  /** Whether it is private by now: what was claimed with the row may be older. */
  isPrivate(incidentId: number): Promise<boolean>;
  /** Records that audiences were shown in Slack, or may have been, oldest first. */
  recordsShown(incidentId: number): Promise<ShownRecord[]>;
  /** What the channels of audiences, and of ladders, were told of it, oldest first. */
  toldToAudiences(
    incidentId: number,
  ): Promise<{ audience: string; channelId: string; ts: string }[]>;
  /** Who was told of it directly and may not see it, pages aside. */
  outsidersTold(incident: Pick<Incident, 'id' | 'teamId'>): Promise<string[]>;
  /** Reminders of action items to one person that may name it, oldest first. */
  remindersNaming(
    incident: Pick<Incident, 'id' | 'teamId'>,
    userId: string,
  ): Promise<ToldReminder[]>;
  /** What one person was told of it directly, pages aside, oldest first. */
  toldDirectly(incidentId: number, userId: string): Promise<ToldDirectly[]>;
  /** Whom a page was told to directly, and where in their conversation. */
  pageShown(incidentId: number, page: number): Promise<{ userId: string; ts: string }[]>;
  /** Messages of this channel that its timeline holds, or held, by their ts. */
  recordedOf(incidentId: number, channelId: string): Promise<Set<string>>;
  /** What Slack wrote, as people read it. */
  plain(text: string): string;
  /** Of two copies of a message, the one with this ts was kept. */
  copyKept(outboxId: number, ts: string): Promise<void>;
  /** Takes what was to be told after this row, and could not be in time, into it; its effect then. */
  foldLate(row: Pick<ClaimedRow, 'id' | 'leaseToken' | 'lane' | 'now'>): Promise<Effect | null>;
  /** Keeps a row that takes long from being taken for lost; never rejects. False: another worker has it. */
  holdOn(row: Pick<ClaimedRow, 'id' | 'leaseToken'>): Promise<boolean>;
  /** The incident under a number; null where there is none. */
  incidentIdOf(teamId: string, number: number): Promise<number | null>;
  /** The outside pager of an on-call schedule; null where it has none. Throws `PagerFault`. */
  pagerOf(schedule: string): Pager | null;
  /** Writes down at once where one of its things is; false where that is its room no more. */
  keepInRoom(
    incident: Incident,
    place: { place: string; channelId: string; ts: string },
  ): Promise<boolean>;
  /** Writes into a row in hand what an attempt did so far, for the next one; never rejects. */
  rewrite(row: Pick<ClaimedRow, 'id' | 'leaseToken'>, effect: Effect): Promise<void>;
  /** Who puts meetings into people's calendars; null where nobody does. */
  inviter: Inviter | null;
  /** Who carries e-mail; null where nobody does. */
  mailer: Mailer | null;
  /** What belongs to no incident. */
  organisation: OrganisationMeans;
  metrics: Metrics;
  log: Logger;
}

export interface OrganisationMeans {
  /** The policy in force. */
  policy(): Policy;
  /** What a fact reads like now; null: it is not worth a message any more. */
  message(fact: OrganisationFact, to: ToldTo, now: Date): Promise<Message | null>;
  /** Whether operators heard on this lane within the hour of what was given up. */
  toldLately(lane: string): Promise<boolean>;
  /** Who hears of action items in a round, as it is now. */
  owners(fact: Extract<OrganisationFact, { type: 'action_items_due' }>): Promise<Hearer[]>;
  /** Of how many incidents something is left to do or to decide. */
  workLeft(): Promise<number>;
  /** The newest review of open work as it is now, and where it is; null where there is none. */
  review(now: Date): Promise<{ channelId: string; ts: string; message: Message } | null>;
}

/** Where an incident was announced, that it will be, or that it is not. */
export type Announcement = { channelId: string; ts: string } | 'coming' | null;

export interface Self {
  teamId: string;
  userId: string;
  botId: string;
}

/** What delivery asks of the directory; answered from memory or the directory's table, or by one call. */
export interface DeliveryDirectory {
  /** Whether it is the user of an app. */
  isApp(userId: string): Promise<boolean>;
  /** Whether they read what they are sent: no app, and not deactivated. */
  isReader(userId: string): Promise<boolean>;
  /** The id of `#name`, or of an id itself; null when no such channel is known. */
  channelId(nameOrId: string): Promise<string | null>;
  /** The id of a user group by its handle with `@`, or of an id itself; null when none is known. */
  groupId(handleOrId: string): Promise<string | null>;
  /** Their IANA time zone; null when unknown. */
  timeZoneOf(userId: string): string | null;
  /** What they are called; null when unknown. */
  nameOf(userId: string): string | null;
  /** Their e-mail address; null when unknown. */
  addressOf(userId: string): string | null;
  /**
   * The people behind a reference of a policy: a user id, an e-mail address, the handle of a user
   * group with `@`, or `on_call:` and a schedule's key for who is on call now. Throws `SlackCallError` when Slack would not say.
   */
  people(ref: string): Promise<{ userIds: string[] } | { error: string }>;
}

/** One row on its way out. */
export interface Bound {
  row: ClaimedRow;
  means: Means;
  /** Whether an earlier attempt may have got through; cleared once that was looked up. */
  doubt: boolean;
  /**
   * Milliseconds of doubt after which one more copy is better than silence, although nobody may look
   * for the first; null where it never is.
   */
  repeatAfterMs: number | null;
  /** How long the words of a message may be, and what marks a copy that may be a second one. */
  words: Words;
  patience: Patience;
  /** Second looks at what was sent again; they follow whatever becomes of the attempt. */
  looks: Effect[];
  /** Calls Slack on behalf of this row. Joins or brings back a channel that turns out to need it. */
  call<M extends Method>(method: M, args: Record<string, unknown>): Promise<Answers[M]>;
}

/** What Muster says about a message rather than in it. */
export interface Words {
  /** Cut to `max` characters, with where the rest is to be read. */
  shortened(text: string, max: number): string;
  /** The message with the words that it may be a repeat. */
  repeated(message: Message): Message;
}

/** One row on its way out, bound to the incident it is about. */
export interface Sending<E extends Effect = Effect> extends Bound {
  effect: E;
  incident: Incident;
  policy: Policy;
  places: Record<string, Address>;
  view: ViewContext;
}

/** The same for what belongs to no incident; it goes by the policy in force. */
export interface OrganisationSending<E extends OrganisationEffect = OrganisationEffect>
  extends Bound {
  effect: E;
  incident: null;
}

/** Something for another incident. */
export interface Told {
  incidentId: number;
  command: DeliveryCommand;
}

/** What a sender brought about. */
export interface Sent {
  places?: Settlement['places'];
  result?: Record<string, unknown>;
  /** Syncs that this one made necessary. */
  follow?: (Effect | OrganisationEffect)[];
  /** What the incident, or the organisation, should know beyond that it is done. */
  reports?: (DeliveryCommand | NotDelivered | ReviewTold)[];
  /** Addresses that are no more, as far as they are in this channel. */
  lost?: Settlement['lost'];
  /** What another incident should know. */
  tells?: Told[];
  /** Leave this message (its ts) alone for a moment, so that a storm of changes is one update. */
  cool?: string;
}

/** Nothing needs to be sent any more. */
export class Superseded extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Superseded';
  }
}

/** Slack does not let us look whether an earlier attempt got through. */
export class LookUpRefused extends Error {
  /** Slack's error code. */
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.name = 'LookUpRefused';
    this.code = code;
  }
}

/** What this needs is on its way. The attempt does not count. */
export class NotYet extends Error {
  readonly waitMs: number;
  constructor(reason: string, waitMs: number) {
    super(reason);
    this.name = 'NotYet';
    this.waitMs = waitMs;
  }
}

/** Why a row waits that gathers changes, so that many become one. */
export const gathering = 'gathering';

/** The step an effect carries out; null for what is told rather than made. */
export function stepOf(effect: Effect | OrganisationEffect): Step | null {
  if (effect.family !== 'sync') return null;
  if (effect.type === 'sync_home' || effect.type === 'sync_review') return null;
  return effect.type.slice('sync_'.length) as Step;
}

/** The room's address. Throws `NotYet` where there is none, although the claim saw to that. */
export function roomOf({ places }: Pick<Sending, 'places'>): Address {
  const { room } = places;
  if (!room) throw new NotYet('no_room', 1000);
  return room;
}

/** The room, for what only a channel can have. */
export function channelRoomOf(sending: Pick<Sending, 'places'>): Address {
  const room = roomOf(sending);
  if (room.threadTs !== null) throw new Superseded('room_is_thread');
  return room;
}
