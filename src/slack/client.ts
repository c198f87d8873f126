import {
  type AuthTestResponse,
  type BookmarksAddResponse,
  type BookmarksEditResponse,
  type BookmarksListResponse,
  type BotsInfoResponse,
  type CanvasesCreateResponse,
  type ChatGetPermalinkResponse,
  type ChatPostEphemeralResponse,
  type ChatPostMessageResponse,
  type ChatUpdateResponse,
  type ConversationsCreateResponse,
  type ConversationsHistoryResponse,
  type ConversationsInfoResponse,
  type ConversationsInviteResponse,
  type ConversationsJoinResponse,
  type ConversationsListResponse,
  type ConversationsMembersResponse,
  type ConversationsOpenResponse,
  type ConversationsRepliesResponse,
  type DndInfoResponse,
  type FilesCompleteUploadExternalResponse,
  type FilesGetUploadURLExternalResponse,
  type FilesInfoResponse,
  type UsergroupsListResponse,
  type UsergroupsUsersListResponse,
  type UsergroupsUsersUpdateResponse,
  type UsersConversationsResponse,
  type UsersInfoResponse,
  type UsersListResponse,
  type UsersLookupByEmailResponse,
  type ViewsPublishResponse,
  type WebAPICallResult,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api';
import type { Logger } from 'pino';
import type { Metrics } from '../metrics.ts';
import { defaultRetryAfterSeconds, safeClientOptions } from './client-options.ts';
import { type Download, DownloadRefused, getBytes } from './download.ts';

/** Every method delivery and the directory call, with what Slack answers. */
export interface Answers {
  'auth.test': AuthTestResponse;
  'bookmarks.add': BookmarksAddResponse;
  'bookmarks.edit': BookmarksEditResponse;
  'bookmarks.list': BookmarksListResponse;
  'bookmarks.remove': WebAPICallResult;
  'canvases.access.set': WebAPICallResult;
  'canvases.create': CanvasesCreateResponse;
  'canvases.delete': WebAPICallResult;
  'canvases.edit': WebAPICallResult;
  'bots.info': BotsInfoResponse;
  'chat.delete': WebAPICallResult;
  'chat.getPermalink': ChatGetPermalinkResponse;
  'chat.postEphemeral': ChatPostEphemeralResponse;
  'chat.postMessage': ChatPostMessageResponse;
  'chat.update': ChatUpdateResponse;
  'conversations.archive': WebAPICallResult;
  'conversations.create': ConversationsCreateResponse;
  'conversations.history': ConversationsHistoryResponse;
  'conversations.info': ConversationsInfoResponse;
  'conversations.invite': ConversationsInviteResponse;
  'conversations.join': ConversationsJoinResponse;
  'conversations.list': ConversationsListResponse;
  'conversations.members': ConversationsMembersResponse;
  'conversations.open': ConversationsOpenResponse;
  'conversations.rename': WebAPICallResult;
  'conversations.replies': ConversationsRepliesResponse;
  'conversations.setPurpose': WebAPICallResult;
  'conversations.setTopic': WebAPICallResult;
  'conversations.unarchive': WebAPICallResult;
  'dnd.info': DndInfoResponse;
  'files.delete': WebAPICallResult;
  'files.info': FilesInfoResponse;
  'files.completeUploadExternal': FilesCompleteUploadExternalResponse;
  'files.getUploadURLExternal': FilesGetUploadURLExternalResponse;
  'pins.add': WebAPICallResult;
  'usergroups.list': UsergroupsListResponse;
  'usergroups.users.list': UsergroupsUsersListResponse;
  'usergroups.users.update': UsergroupsUsersUpdateResponse;
  'users.conversations': UsersConversationsResponse;
  'users.info': UsersInfoResponse;
  'users.list': UsersListResponse;
  'users.lookupByEmail': UsersLookupByEmailResponse;
  'views.publish': ViewsPublishResponse;
}

export type Method = keyof Answers;

/** What became of a call that did not succeed, as far as the wire tells. */
export type CallFault =
  /** Slack answered with one of its error codes: it did nothing. */
  | { kind: 'slack'; code: string; users: UserFault[] }
  /** Slack said wait. */
  | { kind: 'rate_limited'; retryAfterSeconds: number }
  /** The request never left this machine. */
  | { kind: 'not_sent'; code: string }
  /** Slack may have carried it out. */
  | { kind: 'unknown'; code: string };

/** One person of a call about many, e.g. an invitation. */
export interface UserFault {
  userId: string;
  code: string;
}

/** A Web API call that failed; never carries tokens or what was sent. */
export class SlackCallError extends Error {
  readonly method: string;
  readonly fault: CallFault;
  /** The channel it was about, where it was about one. */
  readonly channelId: string | undefined;

  constructor(method: string, fault: CallFault, channelId?: string) {
    super(`${method}: ${codeOf(fault)}`);
    this.name = 'SlackCallError';
    this.method = method;
    this.fault = fault;
    this.channelId = channelId;
  }

  /** Slack's error code, or ours for what the wire did. */
  get code(): string {
    return codeOf(this.fault);
  }
}

export interface SlackClient {
  /**
   * Calls one method once: no retries, 10 s at most. `traceId` is the correlation id that its log
   * line carries. Throws `SlackCallError`.
   */
  call<M extends Method>(
    method: M,
    args: Record<string, unknown>,
    traceId: string,
  ): Promise<Answers[M]>;
  /** Sends a file's bytes to the address that `files.getUploadURLExternal` gave. */
  upload(url: string, content: Uint8Array, traceId: string): Promise<void>;
  /**
   * The bytes behind a file's `url_private`, as they come; `signal` ends it. The token goes to Slack's
   * own addresses only. Throws `SlackCallError` before the first byte, and what the wire throws after it.
   */
  download(url: string, traceId: string, signal: AbortSignal): Promise<Download>;
}

export interface SlackClientSettings {
  token: string;
  /** Default: Slack's own. */
  apiUrl?: string | undefined;
  /** Milliseconds until a silent call is given up; 10 s. */
  timeoutMs?: number;
  metrics: Metrics;
  log: Logger;
}

/** The one door to Slack for delivery and the directory. */
export function createSlackClient(settings: SlackClientSettings): SlackClient {
  const web = new WebClient(settings.token, safeClientOptions(settings));
  const { metrics, log } = settings;
  return {
    call: <M extends Method>(method: M, args: Record<string, unknown>, traceId: string) =>
      watch(
        { method, traceId, channelId: channelOf(args), metrics, log },
        // The SDK types answers per method only on its named functions, not on apiCall.
        () => web.apiCall(method, asSent(args)) as Promise<Answers[M]>,
      ),
    upload: (url, content, traceId) =>
      watch({ method: 'files.upload', traceId, channelId: undefined, metrics, log }, () =>
        postBytes(url, content, settings.timeoutMs ?? 10_000),
      ),
    download: (url, traceId, signal) =>
      watch({ method: 'files.download', traceId, channelId: undefined, metrics, log }, () =>
        getBytes(url, settings, signal),
      ),
  };
}

interface Call {
  method: string;
  traceId: string;
  channelId: string | undefined;
  metrics: Metrics;
  log: Logger;
}

function channelOf(args: Record<string, unknown>): string | undefined {
  const channel = args['channel'] ?? args['channel_id'];
  return typeof channel === 'string' ? channel : undefined;
}

/**
 * Objects as the JSON that the SDK sends of them; given as objects it first copies them twice, key by
 * key, for log lines that nobody writes.
 */
function asSent(args: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
    ]),
  );
}

async function watch<T>(call: Call, work: () => Promise<T>): Promise<T> {
  const { method, traceId, channelId, metrics, log } = call;
  const startedAt = performance.now();
  const tell = (outcome: string) => {
    const tookMs = performance.now() - startedAt;
    metrics.slackCalls.inc({ method, outcome });
    metrics.slackSeconds.observe(tookMs / 1000);
    log.info({ correlationId: traceId, method, outcome, tookMs: Math.round(tookMs) }, 'slack call');
  };
  try {
    const answer = await work();
    tell('ok');
    return answer;
  } catch (error) {
    const failed = new SlackCallError(method, faultOf(error), channelId);
    tell(failed.code);
    throw failed;
  }
}

/** Codes of errors that come before a byte is sent. */
const unsentCodes = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Says what an error thrown by the SDK, or by `fetch`, tells about the call. */
export function faultOf(error: unknown): CallFault {
  if (error instanceof WebAPIRateLimitedError) {
    return { kind: 'rate_limited', retryAfterSeconds: error.retryAfter };
  }
  if (error instanceof DownloadRefused) return error.fault;
  if (error instanceof WebAPIPlatformError) return platformFault(error);
  if (error instanceof WebAPIHTTPError) {
    return { kind: 'unknown', code: `http_${error.statusCode}` };
  }
  if (error instanceof WebAPIRequestError) return wireFault(error.original);
  return wireFault(error);
}

function platformFault(error: WebAPIPlatformError): CallFault {
  const code = error.data.error;
  // A page of HTML with status 200 reaches us as an "error code".
  if (typeof code !== 'string' || !/^[a-z0-9_]{2,80}$/i.test(code)) {
    return { kind: 'unknown', code: 'not_json' };
  }
  if (code === 'ratelimited' || code === 'rate_limited') {
    const seconds = error.data.response_metadata?.retryAfter ?? defaultRetryAfterSeconds;
    return { kind: 'rate_limited', retryAfterSeconds: seconds };
  }
  return { kind: 'slack', code, users: userFaults(error.data) };
}

/** The people a call about many could not do its work for. */
export function userFaults(answer: WebAPICallResult): UserFault[] {
  const given: unknown = (answer as { errors?: unknown }).errors;
  if (!Array.isArray(given)) return [];
  return given.flatMap((fault: { user?: unknown; error?: unknown }) =>
    typeof fault.user === 'string' && typeof fault.error === 'string'
      ? [{ userId: fault.user, code: fault.error }]
      : [],
  );
}

function wireFault(error: unknown): CallFault {
  const code = wireCode(error);
  return unsentCodes.has(code) ? { kind: 'not_sent', code } : { kind: 'unknown', code };
}

function wireCode(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code: unknown = (at as { code?: unknown }).code;
    if (typeof code === 'string') return code;
    if (at.name === 'TimeoutError') return 'timeout';
  }
  return 'connection_lost';
}

function codeOf(fault: CallFault): string {
  return fault.kind === 'rate_limited' ? 'ratelimited' : fault.code;
}

async function postBytes(url: string, content: Uint8Array, timeoutMs: number): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    body: new Blob([new Uint8Array(content)]),
    headers: { 'content-type': 'application/octet-stream' },
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new WebAPIHTTPError(answer.status, answer.statusText, {});
}
