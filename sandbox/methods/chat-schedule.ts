import type {
  ChatScheduledMessagesListResponse,
  ChatScheduleMessageResponse,
} from '@slack/web-api';
import type { Alarm } from '../server/clock.ts';
import { type Draft, postMessage } from '../server/messages.ts';
import { type MethodCall, type Methods, SlackError } from '../server/method.ts';
import type { Json } from '../server/model.ts';
import type { Workspace } from '../server/workspace.ts';
import { channelOf } from './access.ts';
import type { Answer } from './answer.ts';
import { page } from './paging.ts';
import { draftOf, postingPlace } from './posting.ts';

/** Messages that are said later. */
export const chatSchedule: Methods = {
  'chat.scheduleMessage': schedule,
  'chat.deleteScheduledMessage': unschedule,
  'chat.scheduledMessages.list': list,
};

interface Scheduled {
  readonly id: string;
  readonly draft: Draft;
  /** Unix seconds. */
  readonly postAt: number;
  readonly created: number;
  readonly alarm: Alarm;
}

const waiting = new WeakMap<Workspace, Map<string, Scheduled>>();

/** How far ahead Slack schedules: 120 days. */
const aheadMaxS = 120 * 24 * 3600;
/** At most so many messages for one channel in any stretch of five minutes. */
const burstMax = 30;
const burstS = 300;

function schedule(call: MethodCall): Json {
  const { workspace, args, app } = call;
  const channel = postingPlace(call);
  const postAt = args.integer('post_at');
  if (postAt === undefined) throw new SlackError('invalid_time');
  const now = workspace.clock.seconds();
  if (postAt <= now) throw new SlackError('time_in_past');
  if (postAt > now + aheadMaxS) throw new SlackError('time_too_far');
  const draft = draftOf(call, channel);
  const others = scheduledIn(workspace).filter((each) => each.draft.channel === channel);
  const near = others.filter((each) => Math.abs(each.postAt - postAt) < burstS);
  if (near.length >= burstMax) throw new SlackError('restricted_too_many');
  const id = keep(workspace, draft, postAt);
  const message = {
    type: 'delayed_message',
    text: draft.text,
    user: draft.user,
    bot_id: app.bot_id,
  };
  return {
    channel: channel.id,
    scheduled_message_id: id,
    post_at: postAt,
    message,
  } satisfies Answer<ChatScheduleMessageResponse>;
}

function keep(workspace: Workspace, draft: Draft, postAt: number): string {
  const id = workspace.ids.next('Q');
  const created = workspace.clock.seconds();
  const alarm = workspace.clock.at(postAt * 1000, () => {
    waiting.get(workspace)?.delete(id);
    // Slack takes a scheduled message with metadata, and then never posts it.
    if (draft.metadata === undefined && !draft.channel.archived) postMessage(workspace, draft);
  });
  const all = waiting.get(workspace) ?? new Map<string, Scheduled>();
  waiting.set(workspace, all.set(id, { id, draft, postAt, created, alarm }));
  return id;
}

function unschedule(call: MethodCall): Json {
  const channel = channelOf(call);
  const id = call.args.text('scheduled_message_id') ?? '';
  const scheduled = waiting.get(call.workspace)?.get(id);
  const own = scheduled?.draft.channel === channel && scheduled.draft.app === call.app;
  if (scheduled === undefined || !own) throw new SlackError('invalid_scheduled_message_id');
  scheduled.alarm.cancel();
  waiting.get(call.workspace)?.delete(id);
  return {};
}

function list(call: MethodCall): Json {
  const { workspace, args, app } = call;
  const wanted = args.text('channel');
  if (wanted !== undefined && !workspace.channels.has(wanted))
    throw new SlackError('invalid_channel');
  const all = scheduledIn(workspace).filter(
    ({ draft }) => draft.app === app && (wanted === undefined || draft.channel.id === wanted),
  );
  all.sort((one, other) => one.postAt - other.postAt);
  const { items, next_cursor } = page(all, (each) => each.id, args, args.integer('limit') ?? 100);
  return {
    scheduled_messages: items.map(({ id, draft, postAt, created }) => ({
      id,
      channel_id: draft.channel.id,
      post_at: postAt,
      date_created: created,
      text: draft.text,
    })),
    response_metadata: { next_cursor },
  } satisfies Answer<ChatScheduledMessagesListResponse>;
}

function scheduledIn(workspace: Workspace): Scheduled[] {
  return [...(waiting.get(workspace)?.values() ?? [])];
}
