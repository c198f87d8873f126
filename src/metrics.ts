import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/**
 * What an operator can count. No titles, user or channel names as labels: they would leak private
 * incidents and grow without bound.
 */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    commands: new Counter({
      name: 'muster_commands_total',
      help: 'Commands decided, by type and outcome (accepted, refused, repeated, unavailable)',
      labelNames: ['type', 'outcome'] as const,
      registers,
    }),
    slackCalls: new Counter({
      name: 'muster_slack_calls_total',
      help: 'Web API calls, by method and outcome',
      labelNames: ['method', 'outcome'] as const,
      registers,
    }),
    slackSeconds: new Histogram({
      name: 'muster_slack_call_seconds',
      help: 'Duration of Web API calls',
      buckets: [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
      registers,
    }),
    ...clockMetrics(registers),
    ...deliveryMetrics(registers),
    ...ownMetrics(registers),
    swept: new Counter({
      name: 'muster_swept_rows_total',
      help: 'Rows deleted because their time was over, by table',
      labelNames: ['what'] as const,
      registers,
    }),
    rejectedRequests: new Counter({
      name: 'muster_rejected_requests_total',
      help: 'Requests turned away before any listener, by reason',
      labelNames: ['reason'] as const,
      registers,
    }),
    previousSecret: new Counter({
      name: 'muster_previous_signing_secret_total',
      help: 'Requests signed with SLACK_SIGNING_SECRET_PREVIOUS; when it stands still, remove that',
      registers,
    }),
    heldBack: new Counter({
      name: 'muster_events_held_back_total',
      help: 'Minutes of which Slack says that it held back events (app_rate_limited)',
      registers,
    }),
  };
}

/** What delivery did and owes. */
function deliveryMetrics(registers: Registry[]) {
  return {
    ambiguousSends: new Counter({
      name: 'muster_outbox_ambiguous_total',
      help: 'Sends that may have happened, by what the look-up found',
      labelNames: ['resolution'] as const,
      registers,
    }),
    deadSends: new Counter({
      name: 'muster_outbox_dead_total',
      help: 'Sends given up, by effect',
      labelNames: ['effect'] as const,
      registers,
    }),
    outboxWaiting: new Gauge({
      name: 'muster_outbox_waiting',
      help: 'Rows that delivery still owes Slack',
      registers,
    }),
    possibleDuplicates: new Counter({
      name: 'muster_outbox_possible_duplicate_total',
      help: 'Sends repeated although the first may have got through',
      registers,
    }),
    slackAuth: new Gauge({
      name: 'muster_slack_auth',
      help: '1 while Slack takes our token, 0 while it refuses it',
      registers,
    }),
    slackReachable: new Gauge({
      name: 'muster_slack_reachable',
      help: '1 while Slack answers, 0 while it does not',
      registers,
    }),
    outboxRows: new Gauge({
      name: 'muster_outbox_rows',
      help: 'The same by state (pending, sending) and priority (0 paging, 9 cosmetics), as of the scrape',
      labelNames: ['state', 'priority'] as const,
      registers,
    }),
    outboxOldest: new Gauge({
      name: 'muster_outbox_oldest_seconds',
      help: 'How long the oldest row that could be sent waits, by priority, as of the scrape',
      labelNames: ['priority'] as const,
      registers,
    }),
    lostLeases: new Counter({
      name: 'muster_lease_lost_total',
      help: 'Sends whose lease another replica had taken when they ended',
      registers,
    }),
  };
}

/** How this process and its database get on, and how fast it answers. */
function ownMetrics(registers: Registry[]) {
  return {
    requestSeconds: new Histogram({
      name: 'muster_request_seconds',
      help: "From a request of Slack's to its acknowledgement, by kind",
      labelNames: ['kind'] as const,
      buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 3],
      registers,
    }),
    repeatedEvents: new Counter({
      name: 'muster_repeated_events_total',
      help: 'Events that Slack sent again, because an answer came late or not at all',
      registers,
    }),
    databaseTrouble: new Counter({
      name: 'muster_database_trouble_total',
      help: 'By pool (ack: somebody waits; work) and what: deadline, queue (nobody free), replaced (connections given up), fence (a transaction whose connection died was held back)',
      labelNames: ['pool', 'trouble'] as const,
      registers,
    }),
    clockSkew: new Gauge({
      name: 'muster_clock_skew_seconds',
      help: "By how much the database's clock is ahead of this machine's",
      registers,
    }),
    working: new Gauge({
      name: 'muster_working',
      help: '1 while this process fires timers and delivers; 0 where a newer release does',
      registers,
    }),
  };
}

/** What the clock did, and how late. */
function clockMetrics(registers: Registry[]) {
  return {
    timersFired: new Counter({
      name: 'muster_timers_fired_total',
      help: 'Timers decided, by kind',
      labelNames: ['kind'] as const,
      registers,
    }),
    timerLateSeconds: new Histogram({
      name: 'muster_timer_late_seconds',
      help: 'How late timers were decided, by kind, in the time of the story',
      labelNames: ['kind'] as const,
      buckets: [1, 2, 4, 8, 30, 120, 600, 3600, 86_400],
      registers,
    }),
    timersParked: new Gauge({
      name: 'muster_timers_parked',
      help: 'Timers given up after five tries; "muster timers" lists them',
      registers,
    }),
    timerLag: new Gauge({
      name: 'muster_timer_lag_seconds',
      help: 'How late the most overdue timer is that is not parked, as of the scrape',
      registers,
    }),
    ticksFailed: new Counter({
      name: 'muster_ticks_failed_total',
      help: 'Passes over what is due that did not end well',
      registers,
    }),
    latePulses: new Counter({
      name: 'muster_pulse_late_total',
      help: 'Pulses that came more than 8 s late: the process was suspended or busy',
      registers,
    }),
    tickSeconds: new Histogram({
      name: 'muster_tick_seconds',
      help: 'Duration of one pass over what is due',
      buckets: [0.005, 0.02, 0.1, 0.5, 2, 5, 15],
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
