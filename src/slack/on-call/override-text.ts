import { folded } from '../../incident/lookup.ts';
import type { UserId } from '../../incident/types.ts';
import type { OnCall } from '../../policy/language/on-call.ts';
import { fromSlack, takePerson } from '../typed.ts';
import { readFutureTime } from './future-time.ts';

/** What somebody typed of an override; what is null was not said. */
export interface OverrideTyped {
  userId: UserId | null;
  /** A schedule's key; as it was typed where no schedule is called so. */
  schedule: string | null;
  fromAt: Date | null;
  untilAt: Date | null;
  /** A time that nobody can read. */
  unreadable: string | null;
}

/**
 * Reads "@ann primary until 18:00", "me from sat 9:00 until mon 9:00", "@ann for 2h": `text` as Slack
 * writes it, times in the zone of who typed.
 */
export function readOverride(
  text: string,
  about: { by: UserId; schedules: readonly OnCall[]; now: Date; zone: string },
): OverrideTyped {
  const { by, schedules, now, zone } = about;
  const { userId, rest } = takePerson(text);
  const words = fromSlack(rest).replace(/\s+/g, ' ').trim();
  const isSelf = userId === null && /^(me|myself)\b/i.test(words);
  const said = isSelf ? words.replace(/^\S+\s*/, '') : words;
  const [named = '', ...times] = ` ${said}`.split(/\s(?=(?:from|until|till|to|for)\s)/i);
  const found: OverrideTyped = {
    userId: isSelf ? by : userId,
    schedule: findSchedule(schedules, named.trim().replace(/^(?:on|as|the)\s+/i, '')),
    fromAt: null,
    untilAt: null,
    unreadable: null,
  };
  const given = times.map((each) => /^(\S+)\s+(.*)$/.exec(each.trim()) ?? ['', '', '']);
  const from = given.find(([, word]) => /^from$/i.test(word ?? ''));
  if (from?.[2]) {
    found.fromAt = /^now$/i.test(from[2]) ? now : readFutureTime(from[2], now, zone);
    if (!found.fromAt) found.unreadable = from[2];
  }
  const until = given.find(([, word]) => word !== '' && !/^from$/i.test(word ?? ''));
  if (until?.[2]) {
    // "until 18:00" counts from where it begins: from tomorrow on, that is tomorrow's.
    found.untilAt = readFutureTime(until[2], found.fromAt ?? now, zone);
    if (!found.untilAt) found.unreadable = until[2];
  }
  return found;
}

/** The schedule of that key or name; what was typed where none is called so, null where nothing was. */
export function findSchedule(schedules: readonly OnCall[], typed: string): string | null {
  const wanted = typed.trim();
  if (wanted === '') return null;
  const found = schedules.find(({ key, name }) =>
    [key, name].some((each) => folded(each) === folded(wanted)),
  );
  return found?.key ?? wanted;
}
