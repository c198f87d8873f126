import { type Doing, refuse } from './act-parts.ts';
import { changeDoNotDisturb } from './do-not-disturb.ts';
import type { DoNotDisturb } from './model.ts';
import type { Workspace } from './workspace.ts';

/** Slack pauses for no longer than so many minutes. */
const mostMinutes = 1_440 * 30;

/** What a person does about their own notifications. */
export const notificationsAct: Doing<'set_notifications'> = (core, { pause, hours }, user) => {
  if (hours && !(isTime(hours.from) && isTime(hours.to)))
    throw refuse('invalid_time', 'Quiet hours are two times of the day, such as 22:00 and 07:30.');
  changeDoNotDisturb(core.workspace, user, {
    ...(pause === undefined ? {} : { snooze: snoozeFor(core.workspace, pause) }),
    ...(hours === undefined ? {} : { hours }),
  });
  return { ok: true };
};

function snoozeFor(workspace: Workspace, minutes: number | null): DoNotDisturb['snooze'] {
  if (minutes === null) return null;
  if (!(minutes > 0 && minutes <= mostMinutes))
    throw refuse('too_long', `Notifications pause for 1 to ${mostMinutes} minutes.`);
  const from = workspace.clock.seconds();
  return { from, until: from + Math.round(minutes * 60) };
}

function isTime(time: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(time);
}
