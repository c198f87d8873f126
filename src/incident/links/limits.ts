/** How much of it an incident keeps, so that its state stays below its limit. */
export const linkLimits = {
  followUps: 40,
  /** Code points of one piece of follow-up work. */
  followUpText: 200,
  /** Most days ahead that it can be due. */
  dueDays: 730,
  linkLength: 300,
  /** Files that one keeps. */
  files: 40,
  /** Bytes of a file's name and of its address. */
  fileNameBytes: 120,
  permalinkLength: 200,
  /** Other incidents that one can be tied to. */
  ties: 20,
  /** Bytes of another one's title. */
  tieTitleBytes: 160,
} as const;
