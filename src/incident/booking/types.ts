/** When the postmortem meeting is: what is proposed, who can come, what was booked. */

// biome-ignore lint/suspicious/noEmptyInterface: filled below
export interface BookingState {}

export type BookingCommand = never;
export type BookingFact = never;
export type BookingRefusal = never;
export type BookingAlso = never;
// biome-ignore lint/suspicious/noEmptyInterface: filled below
export interface BookingEntries {}
export type BookingTimerKind = never;
