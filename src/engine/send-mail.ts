import type { DeliveryCommand, Effect } from '../incident/types.ts';
import { stillSo } from './send-meeting.ts';
import { sendPoint } from './send-point.ts';
import { type Sending, type Sent, Superseded } from './sending.ts';

type MeetingMail = Extract<Effect, { type: 'meeting_mail' }>;

/** Invites one person by e-mail, or tells them that the meeting was moved or cancelled. Throws `MailFault`. */
export async function sendMail(sending: Sending<MeetingMail>): Promise<Sent> {
  const { means, effect, incident } = sending;
  const { userId, news } = effect;
  const { inviter, directory } = means;
  if (incident.isDrill) throw new Superseded('drill');
  await stillSo(sending, effect);
  const address = directory.addressOf(userId);
  if (!inviter || !address) throw new Superseded('no_mail');
  const name = directory.nameOf(userId) ?? address;
  const { organizer } = inviter;
  const zone = directory.timeZoneOf(userId);
  const mailbox = { name, address };
  const { subject, text, event } = means.render.invitation(sending.view, news, {
    zone,
    mailbox,
    organizer,
  });
  const id = `muster-${incident.teamId}-${incident.number}-${news.sequence}-${userId}`;
  sendPoint(sending.row, 'before_call');
  await inviter.invite({ id, to: mailbox, subject, text, event });
  sendPoint(sending.row, 'after_call');
  return { result: { message: id } };
}

/** What the incident is told when somebody cannot be invited; nothing of one that is not held. */
export function notInvited(effect: Effect, why: string): DeliveryCommand[] {
  const isOff = effect.type === 'meeting_mail' && /^(cancelled|withdrawn)$/.test(effect.news.what);
  if (effect.type !== 'meeting_mail' || isOff) return [];
  const { sequence } = effect.news;
  const unmailed = [{ userId: effect.userId, why }];
  return [{ type: 'meeting_told', sequence, userIds: [], unmailed }];
}
