/** Cron lines of five fields, read. */

export interface CronLine {
  minutes: ReadonlySet<number>;
  hours: ReadonlySet<number>;
  dates: ReadonlySet<number>;
  /** Whether it comes on the last day of a month (`L`). */
  isOnLast: boolean;
  months: ReadonlySet<number>;
  /** 0 is Sunday. */
  weekdays: ReadonlySet<number>;
  /** Whether dates and weekdays were both given, so that either is enough. */
  isEither: boolean;
}

interface Field {
  name: string;
  min: number;
  max: number;
  names?: readonly string[];
}

const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const dayNames = 'sun mon tue wed thu fri sat'.split(' ');

const fields = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, names: ['', ...monthNames] },
  // Sunday is 0 and 7.
  { name: 'day of the week', min: 0, max: 7, names: dayNames },
] as const satisfies readonly Field[];

/** Reads a line, or says in words what is wrong with it. */
export function parseCron(line: string): CronLine | { fault: string } {
  const texts = line.trim().split(/\s+/);
  if (texts.length !== 5 || line.trim() === '') {
    return { fault: `has ${line.trim() === '' ? 0 : texts.length} fields; a cron line has five` };
  }
  const [minute = '', hour = '', date = '', month = '', weekday = ''] = texts;
  const isOnLast = /(^|,)L(,|$)/i.test(date);
  const dates = date
    .split(',')
    .filter((part) => part.toUpperCase() !== 'L')
    .join(',');
  try {
    return {
      minutes: valuesOf(minute, fields[0]),
      hours: valuesOf(hour, fields[1]),
      dates: isOnLast && dates === '' ? new Set() : valuesOf(dates, fields[2]),
      isOnLast,
      months: valuesOf(month, fields[3]),
      weekdays: new Set([...valuesOf(weekday, fields[4])].map((day) => day % 7)),
      isEither: !date.startsWith('*') && !weekday.startsWith('*'),
    };
  } catch (error) {
    if (error instanceof Unread) return { fault: error.message };
    throw error;
  }
}

class Unread extends Error {}

/** A star, numbers or names, ranges and steps, in a list such as `1,3-5,10-20/2`. */
function valuesOf(text: string, field: Field): Set<number> {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const found = /^(\*|[a-z0-9]+)(?:-([a-z0-9]+))?(?:\/(\d{1,2}))?$/i.exec(part);
    const [, from = '', to, step] = found ?? [];
    if (!found || (from === '*' && to !== undefined)) {
      throw new Unread(
        `does not say what ${part === '' ? 'an empty part' : part} of its ${field.name} means`,
      );
    }
    const first = from === '*' ? field.min : numberOf(from, field);
    const last = lastOf({ from, to, step, first }, field);
    const by = step === undefined ? 1 : Number(step);
    if (by === 0) throw new Unread(`has a step of 0 in its ${field.name}`);
    if (last < first) throw new Unread(`has a range that ends before it begins: ${part}`);
    for (let value = first; value <= last; value += by) values.add(value);
  }
  return values;
}

function lastOf(
  given: { from: string; to: string | undefined; step: string | undefined; first: number },
  field: Field,
): number {
  if (given.to !== undefined) return numberOf(given.to, field);
  return given.from === '*' || given.step !== undefined ? field.max : given.first;
}

function numberOf(text: string, { name, min, max, names = [] }: Field): number {
  const named = names.indexOf(text.toLowerCase().slice(0, 3));
  const number = /^\d+$/.test(text) ? Number(text) : named;
  if (number < min || number > max || (named >= 0 && text.length < 3)) {
    throw new Unread(`says ${text} for the ${name}, which goes from ${min} to ${max}`);
  }
  return number;
}

/** Its times of the day, in milliseconds from midnight, earliest first. */
export function timesOfDay({ hours, minutes }: CronLine): number[] {
  const inOrder = (values: ReadonlySet<number>) => [...values].sort((a, b) => a - b);
  return inOrder(hours).flatMap((hour) =>
    inOrder(minutes).map((minute) => (hour * 60 + minute) * 60_000),
  );
}

/** Whether it comes in the month of a day, given as midnight UTC. */
export function inMonth({ months }: CronLine, day: Date): boolean {
  return months.has(day.getUTCMonth() + 1);
}

/** Whether it comes on the date of a day, given as midnight UTC. */
export function dayOfMonth({ dates, isOnLast }: CronLine, day: Date): boolean {
  if (dates.has(day.getUTCDate())) return true;
  const tomorrow = new Date(day.getTime() + 86_400_000);
  return isOnLast && tomorrow.getUTCDate() === 1;
}
