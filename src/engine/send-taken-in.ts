import { readChannel } from './read-channel.ts';
import { channelRoomOf, type Sending, type Sent, Superseded } from './sending.ts';

/**
 * Takes what people wrote in an adopted room before it was one into the timeline, each message once:
 * begun again, it goes on where it stopped.
 */
export async function sendTakenIn(sending: Sending): Promise<Sent> {
  const { incident, means } = sending;
  const { adopted } = incident.state;
  const { channelId } = channelRoomOf(sending);
  if (adopted?.channelId !== channelId) throw new Superseded('not_adopted');
  const [lines, known] = await Promise.all([
    readChannel({
      channelId,
      latest: adopted.latest,
      plain: means.plain,
      call: (method, args) => sending.call(method, args),
    }),
    means.recordedOf(incident.id, channelId),
  ]);
  return {
    reports: lines
      .filter(({ source }) => source && !known.has(source.ts))
      .map((line) => ({
        type: 'take_in_line',
        asker: adopted.by,
        line,
        once: `message:${incident.id}:${channelId}:${line.source?.ts}`,
      })),
  };
}
