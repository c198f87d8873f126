/** How much of them an incident keeps, so that its state stays below its limit. */
export const actionItemLimits = {
  items: 40,
  /** Code points of one. */
  text: 200,
  /** Most days ahead that one can be due. */
  dueDays: 730,
  linkLength: 300,
  /** Code points of the reason why one was dropped that are kept with it; the timeline has all. */
  keptReason: 120,
  /** Lines of a change of the policy that are kept with one, and code points of each. */
  policyLines: 5,
  policyLine: 100,
} as const;
