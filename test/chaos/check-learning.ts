import { openActionItems } from '../../src/incident/action-items/open.ts';
import { stepsOf } from '../../src/incident/meeting/agenda.ts';
import { meetingOf } from '../../src/incident/meeting/record.ts';
import type { Violation } from './check.ts';
import { repeated } from './check-deeds.ts';
import { takenBack, takenBackFaults } from './check-taken-back.ts';
import type { Histories, OutboxRow, StoredIncident } from './histories.ts';

/** What stands in Slack, and in mailboxes, of what came after an incident. */
export function learningFaults(histories: Histories): Violation[] {
  return [
    ...fileFaults(histories),
    ...letterFaults(histories),
    ...takenBackFaults(histories),
    ...reviewFaults(histories),
    ...histories.incidents.flatMap((stored) => [
      ...canvasFaults(stored, histories),
      ...lineFaults(stored),
      ...partFaults(stored, histories),
    ]),
  ];
}

const lost = (what: string): Violation => ({ invariant: 'lost', what });
const duplicated = (what: string): Violation => ({ invariant: 'duplicated', what });

/** Each file that was sent is shown once, unless it was taken back, and no other is. */
function fileFaults(histories: Histories): Violation[] {
  const { outbox, slack } = histories;
  const gone = takenBack(histories);
  const sent = outbox.flatMap(({ state, effect, id }) => {
    const fileId = state === 'sent' && 'file' in effect ? effect.file?.id : undefined;
    return fileId ? [{ id, fileId }] : [];
  });
  const shown = slack.files.filter(
    ({ complete, user, deleted }) => complete && !deleted && user === slack.app.bot_user_id,
  );
  return [
    ...sent
      .filter(({ id }) => !gone.has(id))
      .filter(({ fileId }) => !shown.some((file) => file.id === fileId && file.shares.size > 0))
      .map(({ id, fileId }) => lost(`row ${id}: its file ${fileId} is shown nowhere`)),
    ...shown
      .filter((file) => !sent.some(({ fileId }) => file.id === fileId))
      .map(({ id, name }) => duplicated(`file ${id} (${name}) belongs to no row`)),
  ];
}

/** The newest review of open work names each action item that is open, and those before it have no buttons. */
function reviewFaults({ slack, incidents }: Histories): Violation[] {
  const reviews = slack.said
    .filter(({ text }) => text.includes('What is left to do'))
    .sort((a, b) => Number(a.ts) - Number(b.ts));
  const newest = reviews.at(-1);
  if (!newest) return [];
  const shown = JSON.stringify(newest.blocks);
  const open = incidents
    .filter(({ incident }) => incident.phase === 'resolved' && !incident.isPrivate)
    .flatMap(({ incident }) => openActionItems(incident))
    .filter(({ text }) => !shown.includes(text));
  const older = reviews
    .slice(0, -1)
    .filter(({ blocks }) => JSON.stringify(blocks).includes('"actions"'));
  return [
    ...open.map(({ text }) => `the review of open work does not show “${text}”`),
    ...older.map(({ ts }) => `the review at ${ts} has buttons, and is not the newest`),
  ].map((what) => ({ invariant: 'shown', what }));
}

/** What the row wrote, by the address in its letters' ids; null where it wrote nothing. */
function lettersOf({ state, effect }: OutboxRow): number | null {
  if (state !== 'sent') return null;
  if (effect.type === 'meeting_mail') return 1;
  if (effect.type !== 'record_file' || !('emails' in effect.to)) return null;
  return effect.to.mailed?.to.length ?? 0;
}

/** As many letters as were written; one that went out twice has one id, and is there twice at most. */
function letterFaults({ outbox, letters }: Histories): Violation[] {
  const ids = letters.map(({ to, headers }) => `${to} ${headers['message-id']}`);
  const written = outbox.reduce((sum, row) => sum + (lettersOf(row) ?? 0), 0);
  const different = new Set(ids).size;
  const more = repeated(ids).filter((each) => ids.filter((id) => id === each).length > 2);
  return [
    ...(different < written ? [lost(`${written} letters were written, ${different} came`)] : []),
    ...(different > written
      ? [duplicated(`${written} letters were written, ${different} came`)]
      : []),
    ...more.map((each) => duplicated(`letter ${each} came more than twice`)),
  ];
}

/** The room has the copy that is known, with something in it; of another one nothing but its name. */
function canvasFaults(
  { incident, places }: StoredIncident,
  { slack, outbox }: Histories,
): Violation[] {
  const about = `#${incident.number}`;
  const isSent = outbox.some(
    ({ incidentId, effect, state }) =>
      incidentId === incident.id && effect.type === 'sync_canvas' && state === 'sent',
  );
  const known = places['canvas']?.ts;
  const tabs = slack.canvases.filter(({ channel }) => channel === places['room']?.channelId);
  const isThere = tabs.some(({ id, sections }) => id === known && sections.length > 0);
  return [
    ...(isSent && !isThere ? [lost(`${about} has no copy of its postmortem`)] : []),
    ...tabs
      .filter(({ id, sections }) => id !== known && sections.length > 0)
      .map(({ id }) => duplicated(`${about}: canvas ${id} is a copy that nobody knows of`)),
  ];
}

/** The part of the meeting that is on is in the room, no part twice, and none before it has buttons. */
function partFaults(
  { incident, places, policy }: StoredIncident,
  { slack, outbox }: Histories,
): Violation[] {
  const run = meetingOf(incident).run;
  const room = slack.channels.find(({ id }) => id === places['room']?.channelId);
  if (!run || !room) return [];
  const about = `#${incident.number}`;
  const placeOf = (part: number) => places[`meeting:${run.startedAt.getTime()}:${part}`]?.ts ?? '';
  const on = stepsOf(policy)[run.step]?.part ?? 0;
  const keys = outbox
    .filter(
      ({ incidentId, effect }) => incidentId === incident.id && effect.type === 'sync_meeting',
    )
    .map(({ messageKey }) => messageKey);
  const known = Object.keys(places).filter((place) => place.startsWith('meeting:'));
  const parts = [...room.messages.values()].filter(({ metadata }) =>
    keys.includes(`${metadata?.event_payload['k']}`),
  );
  const before = room.messages.get(placeOf(on - 1));
  const isOld = JSON.stringify(before?.blocks ?? []).includes('next_part');
  return [
    ...(room.messages.has(placeOf(on)) ? [] : [lost(`${about} does not show part ${on}`)]),
    ...(parts.length > known.length ? [duplicated(`${about} shows a part twice`)] : []),
    ...(isOld
      ? [{ invariant: 'shown' as const, what: `${about}: a part that is over has buttons` }]
      : []),
  ];
}

/** Each address and place that was reached stands in one line. */
function lineFaults({ incident, lines }: StoredIncident): Violation[] {
  const reached = lines.flatMap(({ type, data }) =>
    type === 'record_sent' ? (data['to'] as string[]) : [],
  );
  return repeated(reached).map((to) => duplicated(`#${incident.number}: two lines for ${to}`));
}
