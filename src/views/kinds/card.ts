import type { Button, KnownBlock } from '@slack/types';
import { fieldsAskedAt, fieldsNow } from '../../incident/kinds/asked-fields.ts';
import { unsettledKind } from '../../incident/kinds/settled.ts';
import { decideBy, isInTriage } from '../../incident/kinds/triage.ts';
import { isEnded } from '../../incident/lookup.ts';
import type { Triage } from '../../policy/language/course.ts';
import { actions, button, section } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { cut, join, Mrkdwn, mention, oneLine, when } from '../mrkdwn.ts';
import { kindName, moduleNames } from '../names.ts';
import { say, sayPlain } from '../say.ts';
import { fieldText } from './field-text.ts';
import { answerWord } from './timeline.ts';

/** A phone shows little more of a field on the card; all of it is in the timeline. */
const LONGEST_VALUE = 200;

/** What the card asks of it: is it one, and what sort. */
export function kindsOnCard(view: ViewContext): (KnownBlock | null)[] {
  return [...triageBlocks(view), ...unsettledBlock(view)];
}

/** What the card says of it: what sort, what it affects, what is known. */
export function kindsLines(view: ViewContext): Mrkdwn[] {
  return [...kindLine(view), ...modulesLine(view), ...fieldLines(view)];
}

/** Behind “More”: what changes it. */
export function kindsButtons({ incident, policy }: ViewContext): Button[] {
  if (isEnded(incident.phase)) return [];
  const value = { incident: incident.id };
  return [
    ...(policy.kinds.length > 0
      ? [button('change_kind', sayPlain(policy, 'button.kind'), value)]
      : []),
    ...(policy.modules.length > 0
      ? [button('set_modules', sayPlain(policy, 'button.modules'), value)]
      : []),
    ...(fieldsNow(policy, incident).length > 0
      ? [button('set_fields', sayPlain(policy, 'button.fields'), value)]
      : []),
  ];
}

/** The card offers what triage asks for; where there are questions, the button stands under them. */
export function triageButtons(view: ViewContext): Button[] {
  const { incident, policy } = view;
  return incident.phase === 'triage' && !isInTriage(incident, policy) ? askedInTriage(view) : [];
}

function askedInTriage({ incident, policy }: ViewContext): Button[] {
  if (fieldsAskedAt(policy, incident, 'triage').length === 0) return [];
  const value = { incident: incident.id, arg: 'triage' };
  return [button('set_fields', sayPlain(policy, 'button.fields'), value)];
}

function triageBlocks(view: ViewContext): (KnownBlock | null)[] {
  const { incident, policy } = view;
  if (incident.phase !== 'triage' || !isInTriage(incident, policy)) return [];
  const value = { incident: incident.id };
  const at = decideBy(incident, policy);
  const title = at ? say(policy, 'triage.title_by', { at: when(at) }) : say(policy, 'triage.title');
  return [
    section(title),
    ...policy.triage.criteria.flatMap((criterion) => questionBlocks(view, criterion)),
    actions([
      button('confirm_incident', sayPlain(policy, 'button.confirm'), value),
      button('decline_incident', sayPlain(policy, 'button.not_incident'), value),
      ...askedInTriage(view),
    ]),
  ];
}

/** An open question with both answers; one that was answered, with the other answer beside it. */
function questionBlocks(
  { incident, policy }: ViewContext,
  { key, question, help }: Triage['criteria'][number],
): (KnownBlock | null)[] {
  const { criteria } = incident.state;
  const given = Object.hasOwn(criteria, key) ? criteria[key] : undefined;
  const answer = (yes: boolean, label: string) =>
    button(
      'answer_criterion',
      label,
      // Marked where it changes an answer that is there.
      { incident: incident.id, arg: given ? `${key}@` : key, yes },
      { suffix: `${key}:${yes ? 'yes' : 'no'}`, aloud: `${label}: ${question}` },
    );
  if (given) {
    const label = sayPlain(policy, given.yes ? 'button.rather_no' : 'button.rather_yes');
    const said = say(policy, 'triage.answered', {
      question,
      answer: answerWord(policy, given.yes),
      by: mention(given.by),
    });
    return [section(said, { accessory: answer(!given.yes, label) })];
  }
  return [
    section(
      help
        ? say(policy, 'triage.question_help', { question, help })
        : say(policy, 'triage.question', { question }),
    ),
    actions([
      answer(true, sayPlain(policy, 'button.yes')),
      answer(false, sayPlain(policy, 'button.no')),
    ]),
  ];
}

function unsettledBlock({ incident, policy }: ViewContext): KnownBlock[] {
  const unsettled = isEnded(incident.phase) ? null : unsettledKind(incident, policy);
  if (!unsettled) return [];
  const { kind, dueAt } = unsettled;
  const text = dueAt
    ? say(policy, 'kinds.unsettled_by', { kind: kind.name, at: when(dueAt) })
    : say(policy, 'kinds.unsettled', { kind: kind.name });
  const settle = button(
    'change_kind',
    sayPlain(policy, 'button.settle'),
    { incident: incident.id },
    { style: 'primary' },
  );
  return [section(text, { accessory: settle })];
}

function kindLine({ incident, policy }: ViewContext): Mrkdwn[] {
  if (policy.kinds.length === 0) return [];
  const { kind: key } = incident.state;
  if (key === null) return [];
  const emoji = policy.kinds.find((each) => each.key === key)?.emoji;
  const name = oneLine(kindName(policy, key));
  const shown = emoji ? join([new Mrkdwn(emoji), name], ' ') : name;
  return [say(policy, 'kinds.kind', { kind: shown })];
}

function modulesLine({ incident, policy }: ViewContext): Mrkdwn[] {
  const { modules } = incident.state;
  if (modules.length === 0) return [];
  return [say(policy, 'kinds.modules', { modules: moduleNames(policy, modules) })];
}

function fieldLines({ incident, policy }: ViewContext): Mrkdwn[] {
  const { fields } = incident.state;
  return policy.fields
    .filter(({ key, on_card: onCard }) => onCard && Object.hasOwn(fields, key))
    .map(({ key, name }) =>
      say(policy, 'kinds.field', {
        // “Was it breached?: Yes” has a mark too many.
        field: name.replace(/\?$/, ''),
        value: cut(fieldText(policy, key, fields[key]), LONGEST_VALUE),
      }),
    );
}
