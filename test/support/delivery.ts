import { pino } from 'pino';
import { Delivery } from '../../src/engine/deliver.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { createMeans } from '../../src/engine/means.ts';
import { createReport } from '../../src/engine/organisation-reports.ts';
import type { Patience } from '../../src/engine/patience.ts';
import type { Renderer } from '../../src/engine/render.ts';
import type { DeliveryDirectory, Means } from '../../src/engine/sending.ts';
import { createMetrics } from '../../src/metrics.ts';
import { createSlackClient } from '../../src/slack/client.ts';
import type { ViewContext } from '../../src/views/context.ts';
import { bot } from './stub-slack.ts';

/** Renders just enough to tell in an assertion what was rendered from which state. */
export const plainRender: Renderer = {
  card: (context) => plain(`card v${context.incident.version} ${holders(context)}`),
  postmortem: () => ({ text: 'postmortem', blocks: [] }),
  meetingPart: () => ({ text: 'part of the meeting', blocks: [] }),
  news: ({ incident, places }) => plain(`news ${incident.title} ${places.roomId ?? 'no room'}`),
  similar: () => plain('similar'),
  askedHere: (_context, people) => plain(`asked ${people.join(' ')}`),
  moved: () => plain('moved'),
  askedDirectly: ({ incident }) => plain(`asked about ${incident.title}`),
  invitation: ({ incident, now }, { fromAt, toAt, sequence }, { mailbox, organizer }) => ({
    subject: `meeting of ${incident.number}`,
    text: `from ${fromAt.toISOString()}`,
    event: {
      ...{ uid: 'uid', sequence, stampAt: now, fromAt, toAt, isCancelled: false },
      ...{ summary: 'meeting', description: '', location: '', organizer, attendee: mailbox },
    },
  }),
  fileOfMeeting: () => 'meeting',
  topic: ({ incident }) => `topic ${incident.severity}`,
  purpose: ({ incident }) => `purpose ${incident.number}`,
  bookmark: ({ incident }) => `bookmark ${incident.number}`,
  fact: (fact) => plain(`fact ${fact.type} ${JSON.stringify(fact)}`),
  together: ([first, ...others]) =>
    plain([first, ...others].map((each) => each?.text).join(' and ')),
  toldLate: (told) => plain(`late: ${told.map(({ message }) => message.text).join(', ')}`),
  repeated: ({ text }) => plain(`(possible repeat) ${text}`),
  shortened: (text, max) => (text.length > max ? `${text.slice(0, max - 1)}…` : text),
  late: (told) => plain(`${told.text}, late`),
  home: () => ({ type: 'home', blocks: [] }),
  timelineFile: () => ({ filename: 'timeline.md', title: 'Timeline', content: '# Timeline' }),
};

function plain(text: string) {
  return { text, blocks: [] };
}

function holders({ incident }: ViewContext): string {
  return Object.entries(incident.state.roles)
    .map(([role, held]) => `${role}=${held.map(({ userId }) => userId).join('+')}`)
    .join(' ');
}

/** Waits of a few milliseconds where people would wait seconds. */
export const hasty: Partial<Patience> = {
  settleMs: 20,
  urgentSettleMs: 20,
  backOffMs: 5,
  maxBackOffMs: 40,
  coolMs: 0,
  outageMs: 0,
  lookUpMs: 80,
  urgentLookUpMs: 40,
  roomMs: 20,
};

/** A delivery as one process has it, against the Web API at `apiUrl`. Not started. */
export function startDelivery(
  engine: Engine,
  apiUrl: string,
  options: {
    patience?: Partial<Patience>;
    concurrency?: number;
    directory?: Partial<DeliveryDirectory>;
    authProbeMs?: number;
    silentProbeMs?: number;
    pagerOf?: Means['pagerOf'];
    inviter?: Means['inviter'];
    mailer?: Means['mailer'];
  } = {},
): { delivery: Delivery; metrics: ReturnType<typeof createMetrics> } {
  const metrics = createMetrics();
  const log = pino({ level: 'silent' });
  const pool = engine.database.work;
  const slack = createSlackClient({
    token: 'xoxb-local-bot',
    apiUrl,
    timeoutMs: 15_000,
    metrics,
    log,
  });
  const means = createMeans(
    {
      self: bot,
      slack,
      render: plainRender,
      directory: {
        channelId: async (name) => (name.startsWith('#') ? null : name),
        groupId: async (ref) => ref,
        isApp: async () => false,
        isReader: async () => true,
        people: async (ref) => ({ userIds: [ref] }),
        timeZoneOf: () => null,
        addressOf: () => null,
        nameOf: () => null,
        ...options.directory,
      },
      homeContent: async () => ({ open: [], mine: [], now: new Date() }),
      timelineOf: async () => [],
      latestLines: async () => [],
      plain: (text) => text,
      inviter: options.inviter ?? null,
      mailer: options.mailer ?? null,
      pagerOf: options.pagerOf ?? (() => null),
      organisation: {
        policy: () => engine.policies.active(),
        toldLately: async () => false,
        owners: async () => [],
        workLeft: async () => 0,
        review: async () => null,
        message: async (fact) => plain(`fact ${fact.type} ${JSON.stringify(fact)}`),
      },
      metrics,
      log,
    },
    pool,
  );
  const delivery = new Delivery({
    pool,
    means,
    policyOf: (hash) => pool.use(({ sql }) => engine.policies.get(sql, hash)),
    report: createReport(engine),
    metrics,
    log,
    pulseMs: 50,
    concurrency: options.concurrency ?? 8,
    authProbeMs: options.authProbeMs ?? 20,
    silentProbeMs: options.silentProbeMs ?? 20,
    patience: { ...hasty, ...options.patience },
  });
  engine.kick = () => delivery.kick();
  return { delivery, metrics };
}
