import type { HomeView } from '@slack/types';
import type { Away } from '../incident/away.ts';
import type { MeetingNews } from '../incident/booking/types.ts';
import type { TimelineRow } from '../incident/places.ts';
import type { Audience, Fact, UserId } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { askedDirectly, askedHere } from './asked.ts';
import { withAway } from './away.ts';
import { together } from './blocks.ts';
import { type InvitationText, type Invited, meetingInvitation } from './booking/invitation.ts';
import { isOff } from './booking/words.ts';
import { cardMessage } from './card.ts';
import type { Message, ViewContext } from './context.ts';
import { withBanner } from './drills/banner.ts';
import { factMessage } from './facts.ts';
import { type HomeContent, homeView } from './home.ts';
import { movedMessage } from './links/moved.ts';
import { similarFound } from './links/similar.ts';
import { partMessage } from './meeting/part.ts';
import { newsMessage } from './news.ts';
import { postmortemMessage } from './postmortem/message.ts';
import { sayPlain } from './say.ts';
import { type LateLine, repeated, shortened, toldLateMessage } from './second-thoughts.ts';
import { timelineFile } from './timeline-file.ts';
import { bookmarkTitle, purposeText, topicText } from './topic.ts';

/**
 * The views that delivery asks for at the moment of sending. `activePolicy` words what belongs to
 * no incident; `nameOf` says what people are called where mentions do not work.
 */
export function renderer(
  activePolicy: () => Policy,
  nameOf: (userId: UserId) => string | null = () => null,
) {
  return {
    card: cardMessage,
    news: newsMessage,
    postmortem: postmortemMessage,
    meetingPart: partMessage,
    similar: similarFound,
    askedHere,
    askedDirectly,
    moved: movedMessage,
    topic: topicText,
    purpose: purposeText,
    bookmark: bookmarkTitle,
    fact: (fact: Fact, view: ViewContext, to: Audience, rows: TimelineRow[]): Message =>
      withBanner(view, factMessage(view, fact, to, rows), { to, fact }),
    together,
    toldLate: (told: LateLine[], view: ViewContext) => toldLateMessage(view, told),
    repeated,
    shortened,
    late: (told: Message, view: ViewContext, away: Away) => withAway(view, told, away),
    home: (_userId: UserId, content: HomeContent | null): HomeView =>
      homeView(activePolicy(), content),
    invitation: (view: ViewContext, news: MeetingNews, invited: Invited): InvitationText =>
      meetingInvitation({ ...view, nameOf }, news, invited),
    fileOfMeeting: (policy: Policy, news: MeetingNews): string =>
      sayPlain(policy, isOff(news) ? 'file.meeting_off' : 'file.meeting'),
    timelineFile: (rows: TimelineRow[], view: ViewContext) => timelineFile(view, rows, nameOf),
  };
}
