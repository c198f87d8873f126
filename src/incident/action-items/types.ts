/** Action items: what is left to do when an incident is over, and who has it. */

// biome-ignore lint/suspicious/noEmptyInterface: filled below
export interface ActionItemsState {}

export type ActionItemsCommand = never;
export type ActionItemsFact = never;
export type ActionItemsRefusal = never;
export type ActionItemsAlso = never;
// biome-ignore lint/suspicious/noEmptyInterface: filled below
export interface ActionItemsEntries {}
export type ActionItemsTimerKind = never;
