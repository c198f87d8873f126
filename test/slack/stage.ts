import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import type { HomeView, ModalView } from '@slack/types';
import { pino } from 'pino';
import type { IncidentView, TimelineRow } from '../../src/incident/places.ts';
import type { Command, Declare } from '../../src/incident/types.ts';
import type { Policy } from '../../src/policy/schema.ts';
import { createSlackApp, type SlackAppSettings } from '../../src/slack/app.ts';
import { type SlackCalls, TriggerExpired } from '../../src/slack/calls.ts';
import type { DirectoryChange, Gesture } from '../../src/slack/ports.ts';
import type { Message } from '../../src/views/context.ts';
import { defaultPolicy } from '../incident/story.ts';
import { type Memory, remember } from './memory.ts';

/** Muster's listeners over real HTTP, with the rules behind them and everything else in memory. */

const secret = 'a-secret-for-tests';

export const bot = { userId: 'UMUSTER', botId: 'BMUSTER', teamId: 'T1', appId: 'A1' };

/** What Slack was asked to show. */
export interface Shown {
  opened: { triggerId: string; view: ModalView }[];
  pushed: ModalView[];
  updated: ModalView[];
  homes: { userId: string; view: HomeView }[];
  whispers: { channelId: string; userId: string; message: Message }[];
  said: { channelId: string; message: Message }[];
  responses: (Message & { url: string; replaceOriginal: boolean })[];
}

/** What can go wrong, set by a test. */
export interface Trouble {
  /** Stands in the place of every read and write. */
  database?: () => Promise<never>;
  /** Slack takes no trigger any more. */
  triggersExpired?: boolean;
  /** Reads wait for this. */
  slowReads?: Promise<void>;
  /** Slack opens no form before this. */
  slowForms?: Promise<void>;
}

export interface Stage {
  port: number;
  incidents: IncidentView[];
  rows: Map<number, TimelineRow[]>;
  commands: { incidentId: number; command: Command; gesture: Gesture }[];
  declared: { declare: Declare; gesture: Gesture }[];
  directory: DirectoryChange[];
  /** Who left the workspace, as Slack told. */
  gone: string[];
  rejected: string[];
  logged: Record<string, unknown>[];
  shown: Shown;
  trouble: Trouble;
  messages: Map<string, { text: string; authorId: string | null; permalink: string | null }>;
  guests: Set<string>;
  /** Whom the policy names that each person belongs to. */
  refs: Map<string, string[]>;
  send(body: string, options?: SendOptions): Promise<Answer>;
  form(fields: Record<string, unknown>, options?: SendOptions): Promise<Answer>;
  json(body: unknown, options?: SendOptions): Promise<Answer>;
  stop(): Promise<void>;
}

export interface Answer {
  status: number;
  body: string;
}

export interface SendOptions {
  secret?: string;
  timestamp?: number;
  /** Null: no such header. */
  signature?: string | null;
  type?: string;
}

export async function stage(
  options: {
    policy?: Policy;
    settings?: Partial<SlackAppSettings>;
    /** Of the log; `info`. */
    level?: string;
    /** Told each line of the log, as it is written. */
    onLine?: (line: string) => void;
  } = {},
): Promise<Stage> {
  const policy = options.policy ?? defaultPolicy;
  const shown: Shown = {
    opened: [],
    pushed: [],
    updated: [],
    homes: [],
    whispers: [],
    said: [],
    responses: [],
  };
  const logged: Record<string, unknown>[] = [];
  const log = pino(
    { level: options.level ?? 'info' },
    {
      write: (line: string) => {
        options.onLine?.(line);
        logged.push(JSON.parse(line));
      },
    },
  );
  const memory = remember(policy);
  const calls = callsTo(shown, memory);
  const app = createSlackApp(
    {
      token: 'xoxb-local-test',
      signingSecret: secret,
      bot,
      port: 0,
      host: '127.0.0.1',
      onRejected: (reason) => memory.rejected.push(reason),
      calls,
      pace: null,
      ...options.settings,
    },
    memory.ports,
    log,
  );
  const port = await app.start();
  const send = (body: string, sending: SendOptions = {}) => post(port, body, sending);
  return {
    ...memory,
    port,
    shown,
    logged,
    send,
    form: (fields, sending) => send(encoded(fields), sending),
    json: (body, sending) => send(JSON.stringify(body), { type: 'application/json', ...sending }),
    stop: () => app.stop(),
  };
}

function encoded(fields: Record<string, unknown>): string {
  const parts = Object.entries(fields).map(([key, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `${encodeURIComponent(key)}=${encodeURIComponent(text)}`;
  });
  return parts.join('&');
}

function post(port: number, body: string, sending: SendOptions): Promise<Answer> {
  const timestamp = sending.timestamp ?? Math.floor(Date.now() / 1000);
  const signature =
    sending.signature === undefined
      ? `v0=${createHmac('sha256', sending.secret ?? secret)
          .update(`v0:${timestamp}:${body}`)
          .digest('hex')}`
      : sending.signature;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        path: '/slack/events',
        method: 'POST',
        headers: {
          'content-type': sending.type ?? 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
          'x-slack-request-timestamp': String(timestamp),
          ...(signature === null ? {} : { 'x-slack-signature': signature }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function callsTo(shown: Shown, memory: Pick<Memory, 'trouble' | 'messages'>): SlackCalls {
  const trigger = () => {
    if (memory.trouble.triggersExpired) throw new TriggerExpired('expired_trigger_id');
  };
  return {
    async openView(triggerId, view) {
      await memory.trouble.slowForms;
      trigger();
      if (triggerId === '') throw new TriggerExpired('none');
      shown.opened.push({ triggerId, view });
      return { id: `V${shown.opened.length}`, hash: 'hash' };
    },
    async pushView(_triggerId, view) {
      trigger();
      shown.pushed.push(view);
    },
    async updateView(_viewId, _hash, view) {
      shown.updated.push(view);
    },
    async publishHome(userId, view) {
      shown.homes.push({ userId, view });
    },
    async whisper(channelId, userId, message) {
      shown.whispers.push({ channelId, userId, message });
    },
    async direct(channelId, message) {
      shown.said.push({ channelId, message });
    },
    replies: async () => [],
    textFile: async () => null,
    async say(channelId, message) {
      shown.said.push({ channelId, message });
    },
    async respond(url, answer) {
      shown.responses.push({ ...answer, url });
    },
    permalink: async (channelId, ts) => `https://acme.slack.com/archives/${channelId}/p${ts}`,
    channel: async () => null,
    message: async (channelId, ts) => memory.messages.get(`${channelId}:${ts}`) ?? null,
  };
}
