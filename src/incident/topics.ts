import type {
  ActionItemsCommand,
  ActionItemsFact,
  ActionItemsRefusal,
  ActionItemsState,
  ActionItemsTimerKind,
} from './action-items/types.ts';
import type {
  BookingCommand,
  BookingFact,
  BookingRefusal,
  BookingState,
  BookingTimerKind,
} from './booking/types.ts';
import type {
  ClocksCommand,
  ClocksFact,
  ClocksRefusal,
  ClocksState,
  ClocksTimerKind,
} from './clocks/types.ts';
import type { CourseCommand, CourseFact, CourseRefusal, CourseState } from './course/types.ts';
import type {
  DrillsCommand,
  DrillsFact,
  DrillsRefusal,
  DrillsState,
  DrillsTimerKind,
} from './drills/types.ts';
import type {
  EscalationCommand,
  EscalationFact,
  EscalationRefusal,
  EscalationState,
  EscalationTimerKind,
} from './escalation/types.ts';
import type { KindsCommand, KindsFact, KindsRefusal, KindsState } from './kinds/types.ts';
import type { LinksCommand, LinksFact, LinksRefusal, LinksState } from './links/types.ts';
import type {
  MeetingCommand,
  MeetingFact,
  MeetingRefusal,
  MeetingState,
  MeetingTimerKind,
} from './meeting/types.ts';
import type {
  PostmortemCommand,
  PostmortemFact,
  PostmortemRefusal,
  PostmortemState,
  PostmortemTimerKind,
} from './postmortem/types.ts';
import type {
  PresenceCommand,
  PresenceFact,
  PresenceRefusal,
  PresenceState,
  PresenceTimerKind,
} from './presence/types.ts';
import type {
  TasksCommand,
  TasksFact,
  TasksRefusal,
  TasksState,
  TasksTimerKind,
} from './tasks/types.ts';
import type {
  TellingCommand,
  TellingFact,
  TellingRefusal,
  TellingState,
  TellingTimerKind,
} from './telling/types.ts';

/** What the topics of the process add to the types of `types.ts`. */

export interface TopicState
  extends ClocksState,
    CourseState,
    DrillsState,
    PostmortemState,
    BookingState,
    MeetingState,
    ActionItemsState,
    EscalationState,
    KindsState,
    LinksState,
    PresenceState,
    TasksState,
    TellingState {}

export type TopicCommand =
  | ClocksCommand
  | CourseCommand
  | DrillsCommand
  | PostmortemCommand
  | BookingCommand
  | MeetingCommand
  | ActionItemsCommand
  | EscalationCommand
  | KindsCommand
  | LinksCommand
  | PresenceCommand
  | TasksCommand
  | TellingCommand;
export type TopicFact =
  | ClocksFact
  | CourseFact
  | DrillsFact
  | PostmortemFact
  | BookingFact
  | MeetingFact
  | ActionItemsFact
  | EscalationFact
  | KindsFact
  | LinksFact
  | PresenceFact
  | TasksFact
  | TellingFact;
export type TopicRefusal =
  | ClocksRefusal
  | CourseRefusal
  | DrillsRefusal
  | PostmortemRefusal
  | BookingRefusal
  | MeetingRefusal
  | ActionItemsRefusal
  | EscalationRefusal
  | KindsRefusal
  | LinksRefusal
  | PresenceRefusal
  | TasksRefusal
  | TellingRefusal;
export type TopicTimerKind =
  | ClocksTimerKind
  | DrillsTimerKind
  | PostmortemTimerKind
  | BookingTimerKind
  | MeetingTimerKind
  | ActionItemsTimerKind
  | EscalationTimerKind
  | PresenceTimerKind
  | TasksTimerKind
  | TellingTimerKind;
