import type { HomeView } from '@slack/types';
import type { Away } from '../incident/away.ts';
import type { MeetingNews } from '../incident/booking/types.ts';
import type { Similar } from '../incident/links/similar.ts';
import type { TimelineRow } from '../incident/places.ts';
import type { Audience, Fact, Incident, UserId } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import type { InvitationText, Invited } from '../views/booking/invitation.ts';
import type { Message, ViewContext } from '../views/context.ts';
import type { HomeContent } from '../views/home.ts';

/** One thing that could not be told when it happened. */
export interface LateLine {
  at: Date;
  message: Message;
}

/** How things look, asked at the moment of sending; made of `views/*`. */
export interface Renderer {
  card(context: ViewContext): Message;
  news(context: ViewContext): Message;
  /** The message about the postmortem, in the room. */
  postmortem(context: ViewContext): Message;
  /** A part of the meeting, by its place in the agenda. */
  meetingPart(context: ViewContext, part: number): Message;
  /** What happened before that looks like it, in the room. */
  similar(context: ViewContext, similar: readonly Similar[]): Message;
  /** Calls people into a room that is a thread. */
  askedHere(context: ViewContext, people: UserId[]): Message;
  /** Tells somebody of an incident whose room they cannot see. */
  askedDirectly(context: ViewContext): Message;
  /** Says in a room that everybody sees that the work went on elsewhere, and nothing else. */
  moved(context: ViewContext): Message;
  topic(context: ViewContext): string;
  purpose(context: ViewContext): string;
  /** Title of the link at the top of the room. */
  bookmark(context: ViewContext): string;
  /** `rows` are the latest lines of the timeline, newest last; only a brief gets any. */
  fact(fact: Fact, context: ViewContext, to: Audience, rows: TimelineRow[]): Message;
  /** Several messages as one. */
  together(messages: Message[]): Message;
  /** The message with the words that it comes late because nobody looked at the clock. */
  late(message: Message, context: ViewContext, away: Away): Message;
  /** What could not be told in time, oldest first, as one message. */
  toldLate(told: LateLine[], context: ViewContext): Message;
  /** The message with the words that it may be a repeat. */
  repeated(message: Message, policy: Policy): Message;
  /** The text cut to `max` characters, with where the rest is to be read. */
  shortened(
    text: string,
    max: number,
    about: { policy: Policy; incident: Incident | null },
  ): string;
  /** Without content for somebody who may not act. */
  home(userId: UserId, content: HomeContent | null): HomeView;
  /** What one person is sent of the meeting outside Slack, or as a file. */
  invitation(context: ViewContext, news: MeetingNews, invited: Invited): InvitationText;
  /** Title of the file that their calendar reads. */
  fileOfMeeting(policy: Policy, news: MeetingNews): string;
  timelineFile(rows: TimelineRow[], context: ViewContext): TimelineFile;
}

/** A file and what Slack calls it. */
export interface TimelineFile {
  filename: string;
  title: string;
  content: string;
}
