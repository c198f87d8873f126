/** Sets the wall clock of this process ahead of the machine's by so many milliseconds, as asked each time. */
export function shiftDate(aheadMs: () => number): void {
  const Real = Date;
  class Shifted extends Real {
    constructor(...given: []) {
      super(...((given.length > 0 ? given : [Real.now() + aheadMs()]) as []));
    }
    static override now() {
      return Real.now() + aheadMs();
    }
  }
  globalThis.Date = Shifted as DateConstructor;
}
