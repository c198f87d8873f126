import type { kindsActionWords } from '../../views/kinds/action-words.ts';
import { type ActionHandler, commands, opens } from '../actions.ts';

export const kindsActions: Record<(typeof kindsActionWords)[number], ActionHandler> = {
  change_kind: opens('change_kind'),
  set_modules: opens('set_modules'),
  set_fields: opens('set_fields'),
  confirm_incident: opens('confirm_incident'),
  decline_incident: opens('decline_incident'),
  answer_criterion: commands(({ userId: by, value: { arg, yes } }) => {
    if (arg === undefined || yes === undefined) return null;
    const [criterion = '', changes] = arg.split('@');
    const was = changes === undefined ? null : !yes;
    return { type: 'answer_criterion', by, criterion, yes, was };
  }),
};
