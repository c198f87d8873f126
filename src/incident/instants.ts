/**
 * Instants that went through JSON, as dates again: in a state, an effect or an entry's data. They are
 * known by their keys (`at`, `since`, `until`, whatever ends in `At`, and all
 * values of `fired`), never by what a text looks like, because people type dates.
 */
export function reviveInstants<T>(value: unknown): T {
  return revive(value, '') as T;
}

const named = /^(?:at|since|until|.+At)$/;
const written = /^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function revive(value: unknown, key: string): unknown {
  if (typeof value === 'string') {
    return named.test(key) && written.test(value) ? new Date(value) : value;
  }
  if (Array.isArray(value)) return value.map((item) => revive(item, ''));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const entries = Object.entries(value).map(([name, item]) => [
    name,
    // Timers' keys are data; what stands under them are instants.
    revive(item, key === 'fired' ? 'at' : name),
  ]);
  return Object.fromEntries(entries);
}
