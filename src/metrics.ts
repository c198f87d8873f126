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
    lostLeases: new Counter({
      name: 'muster_lease_lost_total',
      help: 'Sends whose lease another replica had taken when they ended',
      registers,
    }),
    rejectedRequests: new Counter({
      name: 'muster_rejected_requests_total',
      help: 'Requests turned away before any listener, by reason',
      labelNames: ['reason'] as const,
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
