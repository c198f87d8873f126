import { sync } from '../incident/decision.ts';
import { agendaOf, stepsOf } from '../incident/meeting/agenda.ts';
import { meetingOf } from '../incident/meeting/record.ts';
import { cannotUpdate, update } from './post.ts';
import { first } from './send-card.ts';
import { roomOf, type Sending, type Sent, Superseded } from './sending.ts';

/**
 * Makes the message of the part that is on show the state: each part of the agenda has one, which is
 * posted when it begins and edited from then on. The one before it shows that it is over. A part that
 * was rushed past, and whose thread goes into the document, gets its own first: one a time, so that
 * each is found by the key of its row.
 */
export async function sendMeetingPart(sending: Sending): Promise<Sent> {
  const { incident, policy, places, means, view } = sending;
  const { run } = meetingOf(incident);
  const step = run && stepsOf(policy)[run.step];
  if (!run || !step) throw new Superseded('no_meeting');
  const room = roomOf(sending);
  const placeOf = (part: number) => `meeting:${run.startedAt.getTime()}:${part}` as const;
  const edit = async (part: number): Promise<string | null> => {
    const shown = places[placeOf(part)];
    if (!shown?.ts || shown.channelId !== room.channelId) return null;
    try {
      const at = { channelId: shown.channelId, ts: shown.ts };
      await update(sending, at, means.render.meetingPart(view, part));
      return shown.ts;
    } catch (error) {
      if (!cannotUpdate(error)) throw error;
      return null;
    }
  };
  const { part } = step;
  const to = { channelId: room.channelId, threadTs: room.threadTs };
  const passed = agendaOf(policy).findIndex(
    ({ section, minutes }, at) => at < part && section && minutes > 0 && !places[placeOf(at)],
  );
  const next = passed >= 0 ? passed : part;
  const cool = next === part ? await edit(part) : null;
  if (cool !== null) return { cool };
  // Its buttons would be about a part that is over.
  for (let before = next - 1; before >= 0; before -= 1) {
    if ((await edit(before)) !== null) break;
  }
  const sent = await first(sending, placeOf(next), to, means.render.meetingPart(view, next));
  return next === part ? sent : { ...sent, follow: sync('meeting') };
}
