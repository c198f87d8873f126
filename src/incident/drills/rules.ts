import {
  accept,
  entry,
  missing,
  type Of,
  person,
  type Rules,
  refuse,
  type Scene,
  tellRoom,
  tooLong,
} from '../decision.ts';
import { isEnded } from '../lookup.ts';
import { isBlank } from '../text.ts';
import type { Decision } from '../types.ts';
import type { DrillsCommand } from './types.ts';

/** In code points. */
export const injectLimits = { text: 1000, from: 75 } as const;

export const drillsRules: Rules<DrillsCommand> = { inject };

function inject({ incident }: Scene, command: Of<'inject'>): Decision {
  const { by, text, from } = command;
  const { isDrill, phase } = incident;
  if (!isDrill) return refuse({ code: 'no_drill' });
  if (isEnded(phase)) return refuse({ code: 'ended', phase });
  const fault =
    missing('text', text) ??
    tooLong('text', text, injectLimits.text) ??
    tooLong('from', from, injectLimits.from);
  if (fault) return fault;
  const happens = { text, from: isBlank(from) ? null : from };
  return accept(incident, entry('inject', person(by), { text, from }), [
    tellRoom({ type: 'injected', injects: [happens] }),
  ]);
}
