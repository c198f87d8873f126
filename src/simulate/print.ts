import { DateTime } from 'luxon';
import type { SimulatedEvent, Simulation, Told } from './types.ts';

/** Columns of the printed timeline, in characters. */
const columns = { offset: 8, time: 18, label: 22 } as const;
const indent = columns.offset + columns.time + 2;
/** Lines are broken here: it fits a terminal of a laptop, and half of a wide one. */
const widest = 110;

/** A simulation as text for people: time after declaration, time there, what happens, who is told what. */
export function printed(simulation: Simulation): string {
  const { declared, events } = simulation;
  const timed = events.filter(({ at }) => at !== null);
  const untimed = events.filter(({ at }) => at === null);
  return [
    ...head(simulation),
    '',
    ...timed.flatMap((event) => eventLines(event, declared.zone)),
    ...(untimed.length > 0 ? ['', 'Without an instant', ...untimed.flatMap(bare)] : []),
    ...ending(simulation),
    '',
  ].join('\n');
}

function head({ policy, declared, for_minutes: minutes }: Simulation): string[] {
  const what = [declared.severity, declared.kind, ...declared.modules].filter(
    (each) => each !== null,
  );
  const about = [
    ...what,
    ...Object.entries(declared.fields).map(([key, value]) => `${key}=${String(value)}`),
    ...(declared.private ? ['private'] : []),
    ...(declared.drill ? ['drill'] : []),
  ];
  const day = DateTime.fromISO(declared.at, { zone: declared.zone }).toFormat('cccc');
  const hours = workingHours(declared);
  return [
    `${policy.name} (${policy.hash.slice(0, 12)})`,
    `Declared ${day} ${declared.local} ${declared.zone}, ${hours}${about.length > 0 ? `: ${about.join(', ')}` : ''}`,
    ...onCall(declared),
    `Followed for ${span(minutes)}. What is marked · is said by the policy and not enforced yet.`,
  ];
}

function workingHours({ in_working_hours: isNow, next_working_time: next, zone }: Declared) {
  if (isNow) return 'in working hours';
  if (next === null) return 'outside working hours';
  const from = DateTime.fromISO(next, { zone }).toFormat('ccc MM-dd HH:mm');
  return `outside working hours (work begins ${from})`;
}

function onCall({ on_call: schedules, zone }: Declared): string[] {
  if (schedules.length === 0) return [];
  const lines = schedules.map(({ name, people, until }) => {
    const who = people.length > 0 ? people.join(', ') : 'nobody';
    if (until === null) return `${name}: ${who}`;
    const end = DateTime.fromISO(until, { zone }).toFormat('ccc MM-dd HH:mm');
    return `${name}: ${who} until ${end}`;
  });
  return wrapped('On call ', lines.join('; '));
}

type Declared = Simulation['declared'];

function eventLines(event: SimulatedEvent, zone: string): string[] {
  const mark = event.enforced ? ' ' : '·';
  const at = DateTime.fromISO(event.at ?? '', { zone }).toFormat('ccc MM-dd HH:mm');
  const offset = `+${span(event.offset_minutes ?? 0)}`.padStart(columns.offset);
  const lead = `${offset}  ${at} ${mark}`.padEnd(indent);
  const what = event.enforced ? event.text : `${event.text} (not enforced yet)`;
  const said = event.refused ? `refused: ${what}` : what;
  return [
    ...wrapped(lead, said),
    ...(event.who.length > 0
      ? labelled(event.enforced ? 'invites' : 'whom', event.who.join(', '))
      : []),
    ...event.told.flatMap(({ to, text, changed }: Told) =>
      labelled(changed ? `${to} (changed)` : to, text),
    ),
  ];
}

function bare({ text, who }: SimulatedEvent): string[] {
  return wrapped('  · ', who.length > 0 ? `${text}: ${who.join(', ')}` : text);
}

function labelled(label: string, text: string): string[] {
  const margin = ' '.repeat(indent);
  if (label.length < columns.label) return wrapped(margin + label.padEnd(columns.label), text);
  return [margin + label, ...wrapped(margin + ' '.repeat(columns.label), text)];
}

/** Text behind a lead, broken at blanks, each line set under the first. */
function wrapped(lead: string, text: string): string[] {
  const room = Math.max(30, widest - lead.length);
  const lines = text.split('\n').flatMap((line) => broken(line, room));
  const margin = ' '.repeat(lead.length);
  return lines.map((line, index) => `${index === 0 ? lead : margin}${line}`.trimEnd());
}

function broken(line: string, room: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > room) {
      lines.push(current);
      current = word;
    } else {
      current = current === '' ? word : `${current} ${word}`;
    }
  }
  return [...lines, current];
}

function ending({ lists, obligations, milestones, ends, undecided, declared }: Simulation) {
  const local = (iso: string) =>
    DateTime.fromISO(iso, { zone: declared.zone }).toFormat('ccc MM-dd HH:mm');
  const block = (title: string, lines: string[]) =>
    lines.length > 0 ? ['', title, ...lines.flatMap((line) => wrapped('  ', line))] : [];
  return [
    ...block(
      'Lists started',
      lists.map(({ name, key, at, items }) => `${local(at)}  ${name} (${key}), ${items} items`),
    ),
    ...block(
      'Obligations',
      obligations.map(({ name, to, due_at: due, status }) =>
        [`${due ? local(due) : 'at once'}  ${name}, to ${to}`, status].join(', '),
      ),
    ),
    ...block(
      'Milestones',
      milestones.map(({ name, at }) => `${local(at)}  ${name}`),
    ),
    ...block('At the end', [
      [ends.severity, ends.kind, ends.status, ends.phase]
        .filter((each) => each !== null)
        .join(', '),
    ]),
    ...block(
      'Left undecided by the policy',
      undecided.map(({ about, question }) => `${about}: ${question}`),
    ),
  ];
}

/** `0m`, `45m`, `2h05`, `3d04h`. */
function span(minutes: number): string {
  const sign = minutes < 0 ? '-' : '';
  const whole = Math.abs(minutes);
  const two = (count: number) => String(count).padStart(2, '0');
  if (whole < 60) return `${sign}${whole}m`;
  if (whole < 24 * 60) return `${sign}${Math.floor(whole / 60)}h${two(whole % 60)}`;
  const hours = Math.floor((whole % (24 * 60)) / 60);
  return `${sign}${Math.floor(whole / (24 * 60))}d${two(hours)}h${whole % 60 ? two(whole % 60) : ''}`;
}
