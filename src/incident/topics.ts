import type { CourseCommand, CourseFact, CourseRefusal, CourseState } from './course/types.ts';
import type { KindsCommand, KindsFact, KindsRefusal, KindsState } from './kinds/types.ts';
import type {
  LinksCommand,
  LinksFact,
  LinksRefusal,
  LinksState,
  LinksTimerKind,
} from './links/types.ts';
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

export interface TopicState extends KindsState, TasksState, CourseState, TellingState, LinksState {}

export type TopicCommand =
  | KindsCommand
  | TasksCommand
  | CourseCommand
  | TellingCommand
  | LinksCommand;
export type TopicFact = KindsFact | TasksFact | CourseFact | TellingFact | LinksFact;
export type TopicRefusal =
  | KindsRefusal
  | TasksRefusal
  | CourseRefusal
  | TellingRefusal
  | LinksRefusal;
export type TopicTimerKind = TasksTimerKind | TellingTimerKind | LinksTimerKind;
