/** A straight line through measurements, and how sure its slope is. */
export interface Slope {
  perMinute: number;
  /** Two standard errors of it, widened for measurements that resemble the one before. */
  error: number;
}

/** Least squares; `minutes` and `values` go together. Needs three. */
export function slopeOf(minutes: readonly number[], values: readonly number[]): Slope {
  const count = values.length;
  const [meanX, meanY] = [mean(minutes), mean(values)];
  const spread = sum(minutes.map((x) => (x - meanX) ** 2));
  const product = sum(minutes.map((x, at) => (x - meanX) * ((values[at] ?? 0) - meanY)));
  const perMinute = product / spread;
  const rest = values.map((y, at) => y - meanY - perMinute * ((minutes[at] ?? 0) - meanX));
  const variance = sum(rest.map((each) => each ** 2));
  const likeness =
    variance === 0 ? 0 : sum(rest.slice(1).map((each, at) => each * (rest[at] ?? 0))) / variance;
  const bounded = Math.min(Math.max(likeness, 0), 0.95);
  const alone = Math.sqrt(variance / Math.max(count - 2, 1) / spread);
  const error = 2 * alone * Math.sqrt((1 + bounded) / (1 - bounded));
  return { perMinute: hundredths(perMinute), error: hundredths(error) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, each) => total + each, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
