/**
 * Milliseconds that the processor works for us while `work` runs: however busy it is with what others
 * want, and so for how long we wait for it.
 */
export function processorMs(work: () => void): number {
  const begun = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}
