/** The postmortem: whether there is one, its document, who has read it. */

// biome-ignore lint/suspicious/noEmptyInterface: filled below
export interface PostmortemState {}

export type PostmortemCommand = never;
export type PostmortemFact = never;
export type PostmortemRefusal = never;
export type PostmortemAlso = never;
// biome-ignore lint/suspicious/noEmptyInterface: filled below
export interface PostmortemEntries {}
export type PostmortemTimerKind = never;
