import type { Audience } from '../../policy/language/telling.ts';
import {
  accept,
  entry,
  missing,
  type Of,
  person,
  type Refused,
  reasonFault,
  refuse,
  type Scene,
  sync,
  tooLong,
  withState,
} from '../decision.ts';
import { inReality } from '../drills/pace.ts';
import { isAmong } from '../people.ts';
import { excerpt } from '../text.ts';
import type { Decision, UserId } from '../types.ts';
import { audienceOf, canReach, inviteesOf, lastSent, templateOf } from './audiences.ts';
import {
  begun,
  draftBytes,
  draftsTake,
  mayKnow,
  tellingEffects,
  toPeople,
  withMessage,
} from './messages.ts';
import type { About, OutMessage } from './types.ts';

/** Rules of messages to audiences: written, approved, sent by Muster or by somebody, dropped. */

/** Longest text of a message and longest proof, in code points. */
export const messageLimits = { text: 2900, proof: 1000 } as const;
/** Most bytes of a proof that the state keeps; all of it stands in the timeline. */
const proofBytes = 200;

/** Keeps a text for later. Who had approved another one has to look again. */
export function keepMessage(scene: Scene, command: Of<'keep_message'>): Decision {
  const { by, text } = command;
  const found = messageOf(scene, command.about, by);
  if ('refusal' in found) return found;
  const fault = textFault(scene, found.message, text);
  if (fault) return fault;
  const { key: audience } = found.audience;
  return accept(
    saved(scene, { ...found.message, text, by }, []),
    entry('keep_message', person(by), { audience, text }),
    sync('card'),
  );
}

/** Approves exactly this text. What Muster can send goes out with it. */
export function approveMessage(scene: Scene, command: Of<'approve_message'>): Decision {
  const { by, as, text } = command;
  const { incident, policy, now } = scene;
  const found = messageOf(scene, command.about, by);
  if ('refusal' in found) return found;
  const { audience, message } = found;
  if (audience.approval.length === 0) {
    return refuse({ code: 'needs_no_approval', audience: audience.key });
  }
  if (!isAmong(audience.approval, by, as, incident, policy)) {
    return refuse({ code: 'not_allowed', who: audience.approval });
  }
  const fault = textFault(scene, message, text);
  if (fault) return fault;
  const approvals = [{ by, at: now }];
  return accept(
    saved(scene, { ...message, text }, approvals),
    entry('approve_message', person(by), { audience: audience.key, text }),
    sync('card'),
  );
}

/** Muster sends the text as it stands in the form. */
export function sendMessage(scene: Scene, command: Of<'send_message'>): Decision {
  const { by, text } = command;
  const { incident, policy } = scene;
  const found = messageOf(scene, command.about, by);
  if ('refusal' in found) return found;
  const { audience } = found;
  const isReached = canReach(audience) && mayKnow(incident, audience);
  if (!isReached) return refuse({ code: 'cannot_send', audience: audience.key });
  const fault =
    textMissing(text) ?? notApproved(scene, found, text) ?? toldMeanwhile(scene, found, command);
  if (fault) return fault;
  const message = over(scene, found.message, command);
  const told = { audience, message: { ...message, text }, update: null };
  return accept(
    saved(scene, message, null),
    entry('send_message', person(by), { audience: audience.key, text }),
    [...sync('card'), ...tellingEffects(incident, policy, told)],
  );
}

/**
 * Somebody sent it. A message that a newer one replaced meanwhile may have been sent all the same:
 * what happened is recorded.
 */
export function messageSent(scene: Scene, command: Of<'message_sent'>): Decision {
  const { by, text, proof } = command;
  const found = messageOf(scene, command.about, by, 'dropped');
  if ('refusal' in found) return found;
  const fault =
    textMissing(text) ??
    tooLong('proof', proof, messageLimits.proof) ??
    notApproved(scene, found, text) ??
    toldMeanwhile(scene, found, command);
  if (fault) return fault;
  const kept = proof ? excerpt(proof, proofBytes) : null;
  return accept(
    saved(scene, { ...over(scene, found.message, command), proof: kept }, null),
    entry('message_sent', person(by), { audience: found.audience.key, text, proof }),
    sync('card'),
  );
}

export function dropMessage(scene: Scene, command: Of<'drop_message'>): Decision {
  const { by, reason } = command;
  if (!('message' in command.about)) return refuse({ code: 'no_message' });
  const found = messageOf(scene, command.about, by);
  if ('refusal' in found) return found;
  const fault = reasonFault(reason);
  if (fault) return fault;
  const { message, audience } = found;
  return accept(
    saved(
      scene,
      {
        ...message,
        status: 'dropped',
        text: null,
        by,
        sentAt: scene.now,
        proof: excerpt(reason, proofBytes),
      },
      null,
    ),
    entry('drop_message', person(by), { audience: audience.key, reason }),
    sync('card'),
  );
}

/** Asks those whom the policy names what they think of the text; nobody waits for them. */
export function askFeedback(scene: Scene, command: Of<'ask_feedback'>): Decision {
  const { by, text } = command;
  const { incident, policy } = scene;
  const found = messageOf(scene, command.about, by);
  if ('refusal' in found) return found;
  const { audience, message } = found;
  const who = inviteesOf(audience.feedback, incident, policy);
  if (who.length === 0) return refuse({ code: 'no_feedback', audience: audience.key });
  const fault = textFault(scene, message, text);
  if (fault) return fault;
  const about = { message: message.id, audience: audience.key };
  const asked = toPeople(who, { type: 'feedback_asked', ...about, text, by });
  const isSame = text === message.text;
  return accept(
    saved(scene, { ...message, text }, isSame ? undefined : []),
    entry('ask_feedback', person(by), { audience: audience.key }),
    [...sync('card'), asked],
  );
}

interface Found {
  audience: Audience;
  message: OutMessage;
}

/** The message that is meant, or one that begins now; refused where it is over, unless it is `even`. */
function messageOf(
  { incident, policy, now }: Scene,
  about: About,
  by: UserId,
  even?: 'dropped',
): Found | Refused {
  const { messages } = incident.state;
  if (!('message' in about)) {
    const audience = audienceOf(policy, about.audience);
    const allowed = policy.audiences.map((each) => each.key);
    if (!audience) return refuse({ code: 'unknown_audience', given: about.audience, allowed });
    const { template } = about;
    // Without a template it is as somebody writes it.
    if (template && !templateOf(policy, template)) {
      return refuse({ code: 'unknown_template', given: template });
    }
    const given = { audience: audience.key, template, occasion: 'asked', at: now, by };
    return { audience, message: begun(messages, given) };
  }
  const message = messages.find((each) => each.id === about.message);
  const audience = message && audienceOf(policy, message.audience);
  if (!message || !audience) return refuse({ code: 'no_message' });
  const { status, sentAt } = message;
  if (status === 'prepared' || status === even) return { audience, message };
  return refuse({ code: 'message_ended', status, by: message.by, at: sentAt ?? message.at });
}

function textMissing(text: string): Refused | null {
  return missing('message', text) ?? tooLong('message', text, messageLimits.text);
}

/** What people write is kept until it is sent, as far as there is room. */
function textFault({ incident }: Scene, message: OutMessage, text: string): Refused | null {
  const others = incident.state.messages.filter((each) => each.id !== message.id);
  const isFull = draftsTake([...others, { ...message, text }]) > draftBytes;
  return textMissing(text) ?? (isFull ? refuse({ code: 'drafts_full' }) : null);
}

/** Refused because the policy asks for an approval, of this very text. */
function notApproved({ incident }: Scene, found: Found, text: string): Refused | null {
  const { approval: who } = found.audience;
  if (who.length === 0) return null;
  const isApproved = Object.hasOwn(incident.state.approvals, `message:${found.message.id}`);
  const isOther = found.message.text !== null && found.message.text !== text;
  return isApproved && !isOther ? null : refuse({ code: 'not_approved', who });
}

/** Refused because they would hear it twice, from two people who did not know of each other. */
function toldMeanwhile(
  { incident }: Scene,
  { audience: { key: audience } }: Found,
  { by, about }: { by: UserId; about: About },
): Refused | null {
  if ('message' in about || about.after === undefined) return null;
  const last = lastSent(incident, audience);
  if (!last?.by || last.by === by || last.id === about.after) return null;
  return refuse({ code: 'told_meanwhile', audience, by: last.by, at: last.sentAt ?? last.at });
}

/** The message once it went out; its text stands in the timeline. */
function over(
  { now, policy }: Scene,
  message: OutMessage,
  { by, nextMinutes }: { by: UserId; nextMinutes?: number },
): OutMessage {
  const next = nextMinutes ? inReality(policy, nextMinutes) : message.nextMinutes;
  return { ...message, status: 'sent', text: null, by, sentAt: now, nextMinutes: next };
}

/** The incident with the message; `approvals` of it in place of the old ones, null for none any more. */
function saved(
  { incident }: Scene,
  message: OutMessage,
  approvals: { by: UserId; at: Date }[] | null | undefined,
) {
  const key = `message:${message.id}`;
  const { [key]: old, ...others } = incident.state.approvals;
  const now = approvals === undefined ? old : approvals;
  return withState(incident, {
    messages: withMessage(incident.state.messages, message),
    approvals: now && now.length > 0 ? { ...others, [key]: now } : others,
  });
}
