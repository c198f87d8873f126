import type { kindsActionWords } from '../../views/kinds/action-words.ts';
import { type ActionHandler, commands, opens } from '../actions.ts';

export const kindsActions: Record<(typeof kindsActionWords)[number], ActionHandler> = {
  change_kind: opens('change_kind'),
  set_modules: opens('set_modules'),
  set_fields: opens('set_fields'),
  confirm_incident: opens('confirm_incident'),
  decline_incident: opens('decline_incident'),
  answer_criterion: commands(({ userId: by, value: { arg: criterion, yes } }) =>
    criterion === undefined || yes === undefined
      ? null
      : { type: 'answer_criterion', by, criterion, yes },
  ),
};
