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
import type { Decision, Effect, Incident, UserId } from '../types.ts';
import type { HandOutCommand, HandOutReport } from './hand-out-types.ts';

type RecordTo = Extract<Effect, { type: 'record_file' }>['to'];

/** Longest word beside a file, in code points. */
export const noteMost = 500;

export const handOutRules: Rules<HandOutCommand | HandOutReport> = {
  ask_document: askDocument,
  send_record: sendRecord,
  record_sent: recordSent,
  record_taken_back: recordTakenBack,
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
function sendRecord(scene: Scene, command: Of<'send_record'>): Decision {
  const { incident, policy, now } = scene;
  const { by, as, note } = command;
  const audience = audienceOf(policy, command.audience);
  if (!audience) {
    const allowed = policy.audiences.map(({ key }) => key);
    return refuse({ code: 'unknown_audience', given: command.audience, allowed });
  }
  const { key, approval } = audience;
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
  return accept(
    incident,
    entry('send_record', person(by), { audience: key, note }),
    waysTo(audience, scene, by).map((to): Effect => ({ ...given, to })),
  );
}

/** By mail whoever has an address; whom Muster cannot reach somebody else hands it to. */
function waysTo(audience: Audience, { incident, policy }: Scene, by: UserId): RecordTo[] {
  const { outside, channels, people } = audience;
  const emails = [...new Set(audience.emails)];
  const byHand = outside && emails.length === 0 ? [{ userId: by }] : [];
  const who = outside ? byHand : inviteesOf(people, incident, policy);
  return [
    ...(outside ? [] : channels.map((channel) => ({ channel }))),
    ...(who.length > 0 ? [{ who }] : []),
    ...(emails.length > 0 ? [{ emails }] : []),
  ];
}

/** What was sent stands in the timeline, for whoever asks later who had which copy. */
function recordSent({ incident }: Scene, command: Of<'record_sent'>): Decision {
  const { type, ...said } = command;
  return accept(incident, entry(type, { kind: 'delivery' }, said), []);
}

function recordTakenBack({ incident }: Scene, command: Of<'record_taken_back'>): Decision {
  const { type, once: _, ...said } = command;
  return accept(incident, entry(type, { kind: 'delivery' }, said), []);
}

/** Whether the record of this incident can be sent to them. */
export function takesRecord(incident: Incident, audience: Audience): boolean {
  const isReached = audience.outside || canReach(audience) || audience.emails.length > 0;
  return !incident.isDrill && isReached && mayKnow(incident, audience);
}

/** Audiences that can be sent the record of this incident. */
export function audiencesForRecord(incident: Incident, policy: Policy): Audience[] {
  return policy.audiences.filter((each) => takesRecord(incident, each));
}
