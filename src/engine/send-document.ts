import { documentHtml } from '../document/html.ts';
import { documentJson } from '../document/json.ts';
import { documentMarkdown } from '../document/markdown.ts';
import type { PostmortemDocument } from '../document/model.ts';
import { postmortemDocument } from '../document/postmortem.ts';
import { documentWords } from '../document/words.ts';
import { type DocumentForm, handOutEntries } from '../incident/postmortem/hand-out-types.ts';
import { audienceOf } from '../incident/telling/audiences.ts';
import { mayKnow } from '../incident/telling/messages.ts';
import type { DeliveryCommand, Effect, Invitee } from '../incident/types.ts';
import { documentFonts } from '../integrations/fonts.ts';
import { recordComment } from '../views/postmortem/hand-out.ts';
import { refusedForGood } from './errors.ts';
import { directConversation } from './send-fact.ts';
import { peopleBehind } from './send-invite.ts';
import { mailedAsFar, mailRecord } from './send-record-mail.ts';
import { type Sending, type Sent, Superseded } from './sending.ts';
import { orMayNotSee } from './unsaid.ts';
import { type OutFile, upload } from './upload.ts';

/** The document as a file: to who asked for it, and as the record to an audience. */

type DocumentFile = Extract<Effect, { type: 'document_file' }>;
type RecordFile = Extract<Effect, { type: 'record_file' }>;

/** Sends the document wherever it is to go. */
export function sendHandOut(sending: Sending<DocumentFile | RecordFile>): Promise<Sent> {
  const { effect } = sending;
  return effect.type === 'document_file'
    ? sendDocumentFile({ ...sending, effect })
    : sendRecordFile({ ...sending, effect });
}

/** Sends the document to who asked for it, if they may still see it. */
async function sendDocumentFile(sending: Sending<DocumentFile>): Promise<Sent> {
  const { effect, means, view } = sending;
  const { userId, form } = effect;
  await orMayNotSee(sending, userId);
  const zone = means.directory.timeZoneOf(userId) ?? 'UTC';
  const file = await fileOf(sending, await documentOf(sending, { zone, at: view.now }), form);
  const channelId = await directConversation(sending, userId);
  await upload(sending, file, { channelIds: [channelId] });
  return {};
}

/** Sends the record to a channel of an audience, its people or its addresses, and reports who got which file. */
async function sendRecordFile(sending: Sending<RecordFile>): Promise<Sent> {
  const { effect, incident, policy, means } = sending;
  const { audience: key, by, note, at, to } = effect;
  const audience = audienceOf(policy, key);
  // What an attempt did that ended in between is said first.
  if ('emails' in to && to.mailed) return mailedAsFar(effect, to.mailed);
  // It may have become private since; what was shown by then is taken back (`take-back-records.ts`).
  if (!audience || !mayKnow(incident, audience)) throw new Superseded('private');
  const zone = means.directory.timeZoneOf(by) ?? 'UTC';
  const record = async () => fileOf(sending, await documentOf(sending, { zone, at }), 'pdf');
  const { mailer } = means;
  if ('emails' in to && mailer) {
    return mailRecord(sending, { mailer, emails: to.emails, file: await record() });
  }
  const found = 'channel' in to ? await channelOf(sending, to.channel) : await people(sending, to);
  const { channels, missed } = found;
  const isHandedOn = 'emails' in to || (audience.outside && 'who' in to);
  const report = {
    ...({ type: 'record_sent', audience: key, sender: by } as const),
    ...(isHandedOn ? ({ isHandedOn } as const) : {}),
  };
  if (channels.size === 0) return { reports: [{ ...report, sha256: '', to: [], missed }] };
  const file = await record();
  const shown = { ...sending, effect: { ...effect, whose: Object.fromEntries(channels) } };
  let sha256: string;
  const above = recordComment(sending.view, {
    ...{ audience: key, by, note },
    handOn: isHandedOn ? ('emails' in to ? to.emails : []) : null,
  });
  try {
    sha256 = await upload(shown, file, { channelIds: [...channels.keys()], above });
  } catch (error) {
    const why = refusedForGood(error);
    if (why === null || !('channel' in to)) throw error;
    return {
      reports: [{ ...report, sha256: '', to: [], missed: [{ where: to.channel, error: why }] }],
    };
  }
  return { reports: [{ ...report, sha256, to: [...channels.values()], missed }] };
}

/** By the conversation that the file goes to, who that is. */
interface Receivers {
  channels: Map<string, string>;
  missed: Extract<DeliveryCommand, { type: 'record_sent' }>['missed'];
}

async function channelOf({ means }: Sending, channel: string): Promise<Receivers> {
  const channelId = (await means.directory.channelId(channel)) ?? channel;
  return { channels: new Map([[channelId, channelId]]), missed: [] };
}

/** People of the audience; without a mail server who sends it hands it on to addresses. */
async function people(
  sending: Sending<RecordFile>,
  to: { who: readonly Invitee[] } | { emails: string[] },
): Promise<Receivers> {
  const who = 'who' in to ? to.who : [{ userId: sending.effect.by }];
  const missed: Receivers['missed'] = [];
  const userIds = new Set<string>();
  for (const each of who) {
    const found =
      'userId' in each ? { userIds: [each.userId] } : await peopleBehind(sending, each.ref);
    if ('userIds' in found) for (const userId of found.userIds) userIds.add(userId);
    else missed.push({ where: 'ref' in each ? each.ref : each.userId, error: found.error });
  }
  const channels = new Map<string, string>();
  for (const userId of [...userIds].slice(0, mostPeople)) {
    try {
      channels.set(await directConversation(sending, userId), userId);
    } catch (error) {
      const why = refusedForGood(error);
      if (why === null) throw error;
      missed.push({ where: userId, error: why });
    }
  }
  return { channels, missed };
}

/** Slack shows a file in at most so many conversations at once. */
const mostPeople = 100;

/** The document as of `at`, with local times of that zone. */
export async function documentOf(
  { means, incident, policy }: Sending,
  { zone, at }: { zone: string; at: Date },
): Promise<PostmortemDocument> {
  const rows = await means.timelineOf(incident.id);
  return postmortemDocument({
    incident,
    policy,
    timeline: rows.filter(({ type }) => !(handOutEntries as readonly string[]).includes(type)),
    nameOf: (userId) => means.directory.nameOf(userId),
    past: await means.pastOf(incident),
    zone,
    now: at,
  });
}

async function fileOf(
  { policy, incident }: Sending,
  document: PostmortemDocument,
  form: DocumentForm,
): Promise<OutFile> {
  const words = documentWords(policy, document);
  const name = `incident-${incident.number}-postmortem`;
  const text = (ending: string, content: string): OutFile => ({
    filename: `${name}.${ending}`,
    title: words.title,
    bytes: new TextEncoder().encode(content),
  });
  switch (form) {
    case 'pdf': {
      // Its libraries are loaded where somebody wants a PDF: 26 MB.
      const { documentPdf } = await import('../document/pdf.ts');
      const bytes = await documentPdf(document, words, await documentFonts());
      return { filename: `${name}.pdf`, title: words.title, bytes };
    }
    case 'html':
      return text('html', documentHtml(document, words));
    case 'markdown':
      return text('md', documentMarkdown(document, words));
    case 'json':
      return text('json', documentJson(document));
  }
}
