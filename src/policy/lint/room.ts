import type { Fault, Path } from '../positions.ts';
import type { Policy } from '../schema.ts';

/** Reminders that step on one another, hours without work, texts that Slack would cut. */
export function lintRoom(policy: Policy): Fault[] {
  return [
    ...cadences(policy),
    ...presence(policy),
    ...calendar(policy),
    ...evidence(policy),
    ...tooLong(policy),
  ];
}

function cadences({ severities, updates }: Policy): Fault[] {
  const warn = updates.warn_before_minutes;
  const faults: Fault[] = severities.flatMap(({ update_every_minutes: every }, index): Fault[] => {
    if (every === undefined || every > warn) return [];
    const what = `is ${every}, and people are reminded ${warn} minutes before (updates.warn_before_minutes): the reminder would come with the update before`;
    return [{ path: ['severities', index, 'update_every_minutes'], what }];
  });
  for (const [index, choice] of updates.next_choices_minutes.entries()) {
    if (choice > warn) continue;
    const what = `is ${choice}, and people are reminded ${warn} minutes before: the reminder is left out`;
    faults.push({ path: ['updates', 'next_choices_minutes', index], what, warning: true });
  }
  return faults;
}

/** What people write in a room is noticed now and then, not at every line. */
const shortestSilence = 5;

function presence({ presence: { ask_after_minutes: after } }: Policy): Fault[] {
  if (after === undefined || after >= shortestSilence) return [];
  const what = `is ${after}: what somebody wrote in the room is noticed within two minutes, so people who are there would be asked; ${shortestSilence} is the least that makes sense`;
  return [{ path: ['presence', 'ask_after_minutes'], what, warning: true }];
}

function calendar({ calendar: { working_days: days, from, to } }: Policy): Fault[] {
  if (days.length === 0)
    return [{ path: ['calendar', 'working_days'], what: 'is empty: nobody would ever work' }];
  return from === to
    ? [{ path: ['calendar', 'to'], what: `is ${to}, when work begins: nobody would ever work` }]
    : [];
}

function evidence({ evidence: { copy_to: copy, keep_days: keep } }: Policy): Fault[] {
  if (keep === undefined || copy !== undefined) return [];
  const what = 'is about copies, and none are made: files stay in Slack (evidence.copy_to)';
  return [{ path: ['evidence', 'keep_days'], what, warning: true }];
}

/** What Slack shows of an option of a menu, and of the title and the buttons of a form. */
const longest = { option: 75, title: 24, button: 75 };

function tooLong(policy: Policy): Fault[] {
  const options: [Path, string][] = (['severities', 'kinds', 'public_states'] as const).flatMap(
    (section) =>
      policy[section].map(({ emoji, name }, index): [Path, string] => [
        [section, index, 'name'],
        [emoji, name].filter(Boolean).join(' '),
      ]),
  );
  return [
    ...options.flatMap(([path, text]) => over(path, text, longest.option, 'an option')),
    ...Object.entries(policy.messages).flatMap(([key, wording]) => {
      const path = ['messages', key];
      // A gap takes some letters too: a number at least.
      const text = wording.replace(/\{[a-z_]+\}/g, '000');
      if (/^button\./.test(key)) return over(path, text, longest.button, 'a button');
      if (isOfForm(key)) return over(path, text, longest.title, 'the title of a form');
      return /^\w+\.(\w+_)?submit$|^form\.(cancel|close)$/.test(key)
        ? over(path, text, longest.title, 'what sends or closes a form')
        : [];
    }),
  ];
}

/** Titles of forms whose keys do not end in `_title`. */
const formTitles = new Set([
  ...['declare', 'update', 'snooze', 'note', 'pick', 'assign', 'handover', 'resolve', 'reopen'],
  ...['action_item', 'action_item_link', 'past', 'make_private', 'attach', 'merge', 'relate'],
]);

function isOfForm(key: string): boolean {
  const [of, name = ''] = key.split('.');
  if (of === 'form') {
    // What is asked in the form of a past incident is a label.
    return formTitles.has(name) || (name.endsWith('_title') && name !== 'past_title');
  }
  return /^(notice\.title|message\.title|obligation\.\w+_title)$/.test(key);
}

function over(path: Path, text: string, max: number, where: string): Fault[] {
  if (text.length <= max) return [];
  const what = `is ${text.length} characters long as ${where}; Slack shows ${max}`;
  return [{ path, what }];
}
