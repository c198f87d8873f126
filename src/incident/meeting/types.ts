/** The postmortem meeting: its roles, its parts, what was said in it, how it went. */

// biome-ignore lint/suspicious/noEmptyInterface: filled below
export interface MeetingState {}

export type MeetingCommand = never;
export type MeetingFact = never;
export type MeetingRefusal = never;
export type MeetingAlso = never;
// biome-ignore lint/suspicious/noEmptyInterface: filled below
export interface MeetingEntries {}
export type MeetingTimerKind = never;
