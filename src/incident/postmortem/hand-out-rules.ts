import type { Audience } from '../../policy/language/telling.ts';
import type { Policy } from '../../policy/schema.ts';
import {
  accept,
  entry,
  type Of,
  person,
  type Rules,
  refuse,
  type Scene,
  tooLong,
} from '../decision.ts';
import { isAmong } from '../people.ts';
import { audienceOf, canReach, inviteesOf } from '../telling/audiences.ts';
import { mayKnow } from '../telling/messages.ts';
import type { Decision, Effect, Incident } from '../types.ts';
import type { HandOutCommand, HandOutReport } from './hand-out-types.ts';

/** Longest word beside a file, in code points. */
export const noteMost = 500;

export const handOutRules: Rules<HandOutCommand | HandOutReport> = {
  ask_document: askDocument,
  send_record: sendRecord,
  record_sent: recordSent,
};

/** Sends the document to who asks, as it is when it is sent. */
function askDocument({ incident }: Scene, { by, form }: Of<'ask_document'>): Decision {
  const effect: Effect = { family: 'announce', type: 'document_file', userId: by, form };
  return accept(incident, entry('ask_document', person(by), { form }), [effect]);
}

/**
 * Sends the record to an audience. Those who must approve what an audience is told are those who may
 * send it. Of a private incident only audiences get it that the policy lets know; of a drill nobody.
 */
function sendRecord({ incident, policy, now }: Scene, command: Of<'send_record'>): Decision {
  const { by, as, note } = command;
  const audience = audienceOf(policy, command.audience);
  if (!audience) {
    const allowed = policy.audiences.map(({ key }) => key);
    return refuse({ code: 'unknown_audience', given: command.audience, allowed });
  }
  const { key, approval, outside } = audience;
  const channels = outside ? [] : audience.channels;
  if (!takesRecord(incident, audience)) return refuse({ code: 'cannot_send', audience: key });
  if (approval.length > 0 && !isAmong(approval, by, as, incident, policy)) {
    return refuse({ code: 'not_allowed', who: approval });
  }
  const fault = tooLong('note', note, noteMost);
  if (fault) return fault;
  const given = {
    family: 'announce',
    type: 'record_file',
    audience: key,
    by,
    note,
    at: now,
  } as const;
  // Whom Muster cannot reach somebody else hands it to.
  const who = outside ? [{ userId: by }] : inviteesOf(audience.people, incident, policy);
  return accept(incident, entry('send_record', person(by), { audience: key, note }), [
    ...channels.map((channel): Effect => ({ ...given, to: { channel } })),
    ...(who.length > 0 ? [{ ...given, to: { who } }] : []),
  ]);
}

/** What was sent stands in the timeline, for whoever asks later who had which copy. */
function recordSent({ incident }: Scene, command: Of<'record_sent'>): Decision {
  const { type, ...said } = command;
  return accept(incident, entry(type, { kind: 'delivery' }, said), []);
}

/** Whether the record of this incident can be sent to them. */
export function takesRecord(incident: Incident, audience: Audience): boolean {
  const isReached = audience.outside || canReach(audience);
  return !incident.isDrill && isReached && mayKnow(incident, audience);
}

/** Audiences that can be sent the record of this incident. */
export function audiencesForRecord(incident: Incident, policy: Policy): Audience[] {
  return policy.audiences.filter((each) => takesRecord(incident, each));
}
