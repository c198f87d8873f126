import { foundTimes } from '../incident/booking/propose.ts';
import { isEnded } from '../incident/lookup.ts';
import type { DeliveryCommand } from '../incident/types.ts';
import { MailFault } from '../integrations/mailer.ts';
import { PagerFault } from '../integrations/pager.ts';
import type { NotDelivered, ReviewTold } from '../organisation/types.ts';
import { SlackCallError } from '../slack/client.ts';
import { Unavailable } from '../slack/ports.ts';
import { verdictOf } from './errors.ts';
import {
  backOffMs,
  doubtMs,
  isKeptAsUrgent,
  isOutage,
  isOutlasted,
  rateWaitMs,
} from './how-long.ts';
import { notDelivered } from './organisation-reports.ts';
import { pageFailures } from './page-reports.ts';
import type { Patience } from './patience.ts';
import { reachesRoom, roomFailed } from './room-failed.ts';
import { notInvited } from './send-mail.ts';
import { notMailed } from './send-record-mail.ts';
import {
  LookUpRefused,
  NotYet,
  type OrganisationSending,
  type Sending,
  type Sent,
  Superseded,
  stepOf,
  type Told,
} from './sending.ts';
import type { Settlement } from './settle.ts';
import type { Heard } from './standing.ts';
import { toOperators } from './tell-operators.ts';

/** What one attempt means: what to write, what to tell the incident, what it told about Slack. */
export interface Outcome {
  settlement: Settlement;
  reports: (DeliveryCommand | NotDelivered | ReviewTold)[];
  tells?: Told[];
  /** Left out where it told nothing. */
  heard?: Heard;
}

/** Methods that make something new each time; only after these is there a doubt. */
const creating = new Set([
  'chat.postMessage',
  'conversations.create',
  'files.completeUploadExternal',
]);

/** Of an incident, or of the organisation. */
type Any = Sending | OrganisationSending;

/** It went out, or was so already. */
export function succeeded(sending: Any, sent: Sent, patience: Patience): Outcome {
  const { row, incident, effect } = sending;
  const step = stepOf(effect);
  const reports = sent.reports ?? [];
  const isMended = step !== null && incident?.state.failedSteps[step] && reports.length === 0;
  const isBack =
    incident?.state.failedSteps.room?.error === 'not_in_channel' && reachesRoom(effect);
  return {
    // What is not for Slack says nothing about it.
    ...(row.method === 'none' ? {} : { heard: 'answered' as const }),
    settlement: {
      row,
      outcome: 'sent',
      doubt: 'none',
      ...(sent.places ? { places: sent.places } : {}),
      ...(sent.result ? { result: sent.result } : {}),
      ...(sent.lost ? { lost: sent.lost } : {}),
      ...(effect.type === 'sync_card' ? { wakes: true } : {}),
      ...(sent.follow?.length ? { follow: { about: aboutOf(sending), effects: sent.follow } } : {}),
      ...(sent.cool && patience.coolMs > 0
        ? { block: { bucket: `chat.update:${sent.cool}`, waitMs: patience.coolMs } }
        : {}),
    },
    reports: [
      ...(isMended ? [{ type: 'step_done' as const, step }] : reports),
      ...(isBack && step !== 'room' ? [{ type: 'step_done' as const, step: 'room' as const }] : []),
    ],
    ...(sent.tells ? { tells: sent.tells } : {}),
  };
}

/** It did not go out, or nobody knows. */
export function failed(sending: Any, error: unknown, patience: Patience): Outcome {
  const { row } = sending;
  if (error instanceof Superseded) {
    return quiet({ row, outcome: 'superseded', doubt: 'none', error: error.message });
  }
  if (error instanceof NotYet) {
    return quiet({ ...waiting(sending, error.message, error.waitMs), counted: false });
  }
  if (error instanceof PagerFault && sending.incident) {
    return pagerFailed(sending, error, patience);
  }
  if (error instanceof MailFault && sending.incident) {
    return mailFailed(sending, error, patience);
  }
  if (error instanceof LookUpRefused) return notLookedUp(sending, error, patience);
  if (error instanceof SlackCallError) {
    return { ...callFailed(sending, error, patience), heard: heardIn(error) };
  }
  if (error instanceof Unavailable) {
    // What was to be read for it (who is on call, who may know) could not be: that is no fault of its own.
    sending.means.log.warn({ err: error, outboxId: row.id }, 'the database kept a message waiting');
    return quiet({ ...waiting(sending, 'unavailable', patience.backOffMs), counted: false });
  }
  sending.means.log.error({ err: error, outboxId: row.id }, 'sending threw');
  return again(sending, 'bug', patience);
}

function callFailed(sending: Any, error: SlackCallError, patience: Patience): Outcome {
  const { row, incident, effect } = sending;
  switch (verdictOf(error.fault)) {
    case 'done':
      return succeeded(sending, {}, patience);
    case 'rate_limited':
      return rateLimited(sending, error);
    case 'not_sent':
      return again(sending, error.code, patience, isOutage(error));
    case 'unknown':
      return creating.has(error.method)
        ? doubtful(sending, error, patience)
        : again(sending, error.code, patience, isOutage(error));
    case 'auth':
      return quiet({ ...waiting(sending, error.code, patience.backOffMs), counted: false });
    case 'place':
      return (
        (sending.incident && roomFailed(sending, error, patience)) ?? givenUp(sending, error.code)
      );
    case 'user':
    case 'row':
      // Nobody misses a look that is not allowed.
      if (effect.type === 'second_look') {
        return quiet({ row, outcome: 'superseded', doubt: 'none', error: error.code });
      }
      // Once it is over, what cannot be shown any more is no fault.
      if (
        row.class === 'best_effort' ||
        (incident && isEnded(incident.phase) && row.priority > 8)
      ) {
        return quiet({ row, outcome: 'superseded', doubt: 'none', error: error.code });
      }
      return hasLeft(sending, error) ?? givenUp(sending, error.code);
  }
}

/**
 * Whoever left the workspace misses nothing that they were told directly: that is no trouble of the
 * operators. Whom it was to wake is another matter. Null for any other fault.
 */
function hasLeft(sending: Any, { method, code }: SlackCallError): Outcome | null {
  const { row } = sending;
  const isTheirs = method === 'conversations.open' && code === 'user_disabled';
  if (!isTheirs || row.priority === 0) return null;
  return {
    settlement: { row, outcome: 'superseded', doubt: 'none', error: code },
    reports: givenUpReports(sending, code),
  };
}

/** Tries of an outside pager after which the room is told that it does not answer. */
const pagerTries = 3;

/** Longest pause between them: whoever came in the meantime should not be rung for long. */
const pagerWaitMs = 120_000;

/** A pager knows what it was asked before by its dedup key, so there is no doubt to keep. */
function pagerFailed(sending: Sending, fault: PagerFault, patience: Patience): Outcome {
  const { row, effect, means } = sending;
  if (!fault.isPassing) {
    means.log.warn({ outboxId: row.id, why: fault.message }, 'pager refuses');
    return givenUp(sending, fault.code);
  }
  if (row.attempts >= patience.maxAttempts) return { ...givenUp(sending, fault.code), reports: [] };
  const outcome = again(sending, fault.code, patience);
  const waitMs = Math.min(Math.max(outcome.settlement.waitMs ?? 0, fault.waitMs ?? 0), pagerWaitMs);
  return {
    settlement: { ...outcome.settlement, waitMs },
    reports: row.attempts === pagerTries ? pageFailures(effect, fault.code) : [],
  };
}

/** A mailbox that is not there is said in the room; a server that does not answer is waited for. */
function mailFailed(sending: Sending, fault: MailFault, patience: Patience): Outcome {
  const { row, effect } = sending;
  const { code } = fault;
  if (fault.isPassing) return again(sending, code, patience, true);
  return {
    settlement: { row, outcome: 'superseded', doubt: 'none', error: code },
    reports: notInvited(effect, code),
  };
}

/** It was begun too often without an end: whoever sends it may die of it. */
export function exhausted(sending: Any): Outcome {
  return givenUp(sending, 'too_many_attempts');
}

/** A method, or a method in a channel, as rate limits know it. */
export function bucketOf({ method, channelId }: { method: string; channelId?: string }): string {
  return channelId === undefined ? method : `${method}:${channelId}`;
}

function rateLimited(sending: Any, error: SlackCallError): Outcome {
  const { fault } = error;
  const seconds = fault.kind === 'rate_limited' ? fault.retryAfterSeconds : 30;
  const blockMs = seconds * 1000;
  const channelId = error.method === 'chat.postMessage' ? error.channelId : undefined;
  const bucket = bucketOf({ method: error.method, ...(channelId ? { channelId } : {}) });
  return quiet({
    ...waiting(sending, error.code, rateWaitMs(sending, error, blockMs)),
    counted: false,
    block: { bucket, waitMs: blockMs },
  });
}

function doubtful(sending: Any, error: SlackCallError, patience: Patience): Outcome {
  const { row } = sending;
  const { code } = error;
  if (row.class === 'best_effort') {
    return quiet({ row, outcome: 'superseded', doubt: 'now', error: code });
  }
  const isLast = row.attempts >= patience.maxAttempts;
  const isKept = isOutlasted(row, error, patience) || isKeptAsUrgent(row, code);
  if (isLast && !isKept) return givenUp(sending, code);
  const waitMs = doubtMs(row, patience);
  return quiet({ row, outcome: 'pending', doubt: 'now', error: code, waitMs, counted: !isLast });
}

function again(sending: Any, code: string, patience: Patience, isPatient = false): Outcome {
  const { row } = sending;
  if (row.class === 'best_effort') {
    return quiet({ row, outcome: 'superseded', doubt: 'none', error: code });
  }
  const isLast = row.attempts >= patience.maxAttempts;
  const isKept = (isPatient && row.triedForMs < patience.outageMs) || isKeptAsUrgent(row, code);
  if (isLast && !isKept) return givenUp(sending, code);
  return quiet({
    ...waiting(sending, code, backOffMs(row, patience)),
    ...(isLast ? { counted: false } : {}),
  });
}

/** What a call that failed tells about Slack as a whole. */
export function heardIn(error: SlackCallError): Heard {
  const verdict = verdictOf(error.fault);
  if (verdict === 'auth') return 'refused';
  return verdict === 'unknown' || verdict === 'not_sent' ? 'silent' : 'answered';
}

/**
 * Nobody may look whether an earlier attempt got through. It is tried again for a while; then the row
 * is parked for an operator with its doubt, who sends it again or says that it is there. What is
 * urgent was sent again by then, marked as a possible repeat (`post.ts`).
 */
function notLookedUp(sending: Any, error: LookUpRefused, patience: Patience): Outcome {
  const { row } = sending;
  const deadlineMs = sending.repeatAfterMs ?? patience.lookUpMs;
  const leftMs = deadlineMs - row.doubtForMs;
  if (leftMs <= 0) {
    sending.means.metrics.ambiguousSends.inc({ resolution: 'parked' });
    return givenUp(sending, `unknown:${error.code}`);
  }
  const waitMs = Math.min(leftMs + 1, lookUpPauseMs);
  return {
    ...quiet({ ...waiting(sending, error.code, waitMs), counted: false }),
    heard: 'answered',
  };
}

/** Pause between look-ups that Slack refuses. */
const lookUpPauseMs = 5_000;

function waiting(sending: Any, error: string, waitMs: number): Settlement {
  const doubt = sending.doubt ? 'since' : 'none';
  return { row: sending.row, outcome: 'pending', doubt, error, waitMs };
}

/** Given up for good: the row stays, for an operator; a step shows on the card. */
function givenUp(sending: Any, error: string): Outcome {
  const { row, effect, means } = sending;
  means.metrics.deadSends.inc({ effect: effect.type });
  means.log.warn({ outboxId: row.id, effect: effect.type, reason: error }, 'send given up');
  const doubt = sending.doubt ? 'since' : 'none';
  return {
    settlement: {
      row,
      outcome: 'dead',
      doubt,
      error,
      follow: {
        about: { id: null, teamId: row.teamId },
        effects: toOperators(means.organisation.policy(), effect),
      },
    },
    reports: givenUpReports(sending, error),
  };
}

function givenUpReports({ effect, ...sending }: Any, error: string): Outcome['reports'] {
  if (effect.family === 'organisation') return [notDelivered(effect, error)];
  const step = stepOf(effect);
  if (effect.type === 'meeting_mail') return notInvited(effect, error);
  if (effect.type === 'record_file') return notMailed(effect, error);
  // Times by the organisation's own hours are better than waiting for ever.
  if (effect.type === 'find_times' && 'view' in sending) return foundTimes(sending.view, []);
  return step === null ? pageFailures(effect, error) : [{ type: 'step_failed', step, error }];
}

function aboutOf({ incident, row }: Any): { id: number | null; teamId: string } {
  return incident ?? { id: null, teamId: row.teamId };
}

function quiet(settlement: Settlement): Outcome {
  return { settlement, reports: [] };
}
