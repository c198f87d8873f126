import type { Rules } from '../decision.ts';
import { collectLines } from './brainstorm.ts';
import { tickClosing } from './closing.ts';
import { remindOfRules } from './reminding.ts';
import { giveUpMeetingRole, takeMeetingRole } from './roles.ts';
import {
  endMeeting,
  extendPart,
  nextPart,
  pauseMeeting,
  resumeMeeting,
  startMeeting,
} from './run.ts';
import { answerSurvey } from './survey.ts';
import type { MeetingCommand } from './types.ts';

export const meetingRules: Rules<MeetingCommand> = {
  take_meeting_role: takeMeetingRole,
  give_up_meeting_role: giveUpMeetingRole,
  start_meeting: startMeeting,
  next_part: nextPart,
  extend_part: extendPart,
  pause_meeting: pauseMeeting,
  resume_meeting: resumeMeeting,
  end_meeting: endMeeting,
  tick_closing: tickClosing,
  collect_lines: collectLines,
  remind_of_rules: remindOfRules,
  answer_survey: answerSurvey,
};
