import type { Rules } from '../decision.ts';
import { approve, askApproval } from './approvals.ts';
import { endCall, joinCall, startCall } from './call.ts';
import { setMilestone } from './milestone-rules.ts';
import { changePublicState } from './public-state.ts';
import { changeStage } from './stages.ts';
import type { CourseCommand } from './types.ts';

export const courseRules: Rules<CourseCommand> = {
  change_stage: changeStage,
  change_public_state: changePublicState,
  approve,
  ask_approval: askApproval,
  set_milestone: setMilestone,
  start_call: startCall,
  join_call: joinCall,
  end_call: endCall,
};
