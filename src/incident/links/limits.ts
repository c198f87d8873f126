/** How much of it an incident keeps, so that its state stays below its limit. */
export const linkLimits = {
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
