import type { BookingEffect } from '../incident/booking/types.ts';
import type { Effect } from '../incident/types.ts';
import { sendCanvas } from './send-canvas.ts';
import { sendCard, sendNews, sendPin } from './send-card.ts';
import { sendHandOut } from './send-document.ts';
import { sendFact } from './send-fact.ts';
import { sendFiles } from './send-files.ts';
import { sendBookmark, sendPurpose, sendTopic } from './send-header.ts';
import { sendInvite } from './send-invite.ts';
import { sendMail } from './send-mail.ts';
import { sendMeeting, sendMeetingFile, sendTimes } from './send-meeting.ts';
import { sendMeetingPart } from './send-meeting-part.ts';
import { sendReview } from './send-organisation.ts';
import { sendPage } from './send-page.ts';
import { sendPageOver } from './send-page-over.ts';
import { sendPager } from './send-pager.ts';
import { sendHome, sendTimelineFile } from './send-personal.ts';
import { sendPostmortem } from './send-postmortem.ts';
import { sendArchive, sendRoom } from './send-room.ts';
import { sendSecondLook } from './send-second-look.ts';
import { sendSimilar } from './send-similar.ts';
import { sendTakeBack } from './send-take-back.ts';
import { sendTakenIn } from './send-taken-in.ts';
import { sendTied } from './send-tied.ts';
import { sendOldRoom, sendWithdrawn } from './send-withdrawn.ts';
import type { Sending, Sent } from './sending.ts';

/** Sends one effect. Throws what the calls throw, `Superseded` or `NotYet`. */
export function send(sending: Sending): Promise<Sent> {
  const { effect } = sending;
  // The same object, narrowed: senders clear its doubt.
  const about = <E extends Effect>(_: E) => sending as Sending<E>;
  switch (effect.type) {
    case 'sync_room':
      return sendRoom(sending);
    case 'sync_card':
    case 'sync_pin':
      return effect.type === 'sync_card' ? sendCard(sending) : sendPin(sending);
    case 'sync_topic':
    case 'sync_purpose':
      return effect.type === 'sync_topic' ? sendTopic(sending) : sendPurpose(sending);
    case 'sync_bookmark':
      return sendBookmark(sending);
    case 'sync_invite':
      return sendInvite(sending, effect);
    case 'sync_news':
      return sendNews(sending);
    case 'sync_canvas':
    case 'sync_postmortem':
      return effect.type === 'sync_canvas' ? sendCanvas(sending) : sendPostmortem(sending);
    case 'sync_meeting':
      return sendMeetingPart(sending);
    case 'sync_archive':
      return sendArchive(sending);
    case 'sync_withdrawn':
    case 'sync_old_room':
      return effect.type === 'sync_withdrawn' ? sendWithdrawn(sending) : sendOldRoom(sending);
    case 'sync_files':
    case 'take_in_messages':
      return effect.type === 'sync_files' ? sendFiles(sending) : sendTakenIn(sending);
    case 'sync_review':
    case 'sync_home':
      return effect.type === 'sync_home' ? sendHome(about(effect)) : sendReview(sending);
    case 'tell_similar':
    case 'forget_similar':
    case 'find_similar':
    case 'find_words':
      return sendSimilar(about(effect));
    case 'document_file':
    case 'record_file':
      return sendHandOut(about(effect));
    case 'timeline_file':
      return sendTimelineFile(about(effect));
    case 'page':
    case 'page_over':
    case 'pager':
      return sendCall(about(effect));
    case 'find_times':
    case 'tell_meeting':
    case 'meeting_file':
    case 'meeting_mail':
      return sendBooking(about(effect));
    case 'take_back':
      return sendTakeBack(about(effect));
    case 'tell_tied':
      return sendTied(sending, effect.to);
    case 'second_look':
      return sendSecondLook(about(effect));
    case 'announce':
      return sendFact(about(effect));
  }
}

function sendCall(
  sending: Sending<Extract<Effect, { type: 'page' | 'page_over' | 'pager' }>>,
): Promise<Sent> {
  const { effect } = sending;
  const about = <E extends Effect>(_: E) => sending as Sending<Effect> as Sending<E>;
  switch (effect.type) {
    case 'page':
      return sendPage(about(effect));
    case 'page_over':
      return sendPageOver(about(effect));
    case 'pager':
      return sendPager(about(effect));
  }
}

function sendBooking(sending: Sending<BookingEffect>): Promise<Sent> {
  const { effect } = sending;
  const about = <E extends Effect>(_: E) => sending as Sending<Effect> as Sending<E>;
  switch (effect.type) {
    case 'find_times':
      return sendTimes(about(effect));
    case 'tell_meeting':
      return sendMeeting(about(effect));
    case 'meeting_file':
      return sendMeetingFile(about(effect));
    case 'meeting_mail':
      return sendMail(about(effect));
  }
}
