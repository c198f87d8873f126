import type { KnownBlock } from '@slack/types';
import { fieldsAskedAt, fieldsNow } from '../../incident/kinds/asked-fields.ts';
import { unsettledKind } from '../../incident/kinds/settled.ts';
import { decideBy, isInTriage } from '../../incident/kinds/triage.ts';
import { isEnded } from '../../incident/lookup.ts';
import type { Triage } from '../../policy/language/course.ts';
import type { ActionWord } from '../action-words.ts';
import { actions, button, overflow, section } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { cut, join, Mrkdwn, mention, oneLine, when } from '../mrkdwn.ts';
import { kindName, moduleNames } from '../names.ts';
import { say, sayPlain } from '../say.ts';
import { fieldText } from './field-text.ts';
import { answerWord } from './timeline.ts';

/** A phone shows little more of a field on the card; all of it is in the timeline. */
const LONGEST_VALUE = 200;

/** What the card shows of it: is it one, what sort, what it affects, what is known. */
export function kindsOnCard(view: ViewContext): (KnownBlock | null)[] {
  return [...triageBlocks(view), ...unsettledBlock(view), ...whatItIs(view)];
}

function triageBlocks(view: ViewContext): (KnownBlock | null)[] {
  const { incident, policy } = view;
  if (incident.phase !== 'triage') return [];
  const value = { incident: incident.id };
  const fields = fieldsAskedAt(policy, incident, 'triage').length > 0;
  const details = button('set_fields', sayPlain(policy, 'button.fields'), {
    ...value,
    arg: 'triage',
  });
  if (!isInTriage(incident, policy)) return [actions(fields ? [details] : [])];
  const at = decideBy(incident, policy);
  const title = at ? say(policy, 'triage.title_by', { at: when(at) }) : say(policy, 'triage.title');
  return [
    section(title),
    ...policy.triage.criteria.flatMap((criterion) => questionBlocks(view, criterion)),
    actions([
      button('confirm_incident', sayPlain(policy, 'button.confirm'), value),
      button('decline_incident', sayPlain(policy, 'button.not_incident'), value),
      ...(fields ? [details] : []),
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

/** Kind, modules and fields in one block, with what changes them behind its dots. */
function whatItIs(view: ViewContext): KnownBlock[] {
  const { incident, policy } = view;
  const lines = [...kindLine(view), ...modulesLine(view), ...fieldLines(view)];
  const changes: { word: ActionWord; label: string }[] = [
    ...(policy.kinds.length > 0
      ? [{ word: 'change_kind' as const, label: sayPlain(policy, 'button.kind') }]
      : []),
    ...(policy.modules.length > 0
      ? [{ word: 'set_modules' as const, label: sayPlain(policy, 'button.modules') }]
      : []),
    ...(fieldsNow(policy, incident).length > 0
      ? [{ word: 'set_fields' as const, label: sayPlain(policy, 'button.fields') }]
      : []),
  ];
  if (lines.length === 0) return [];
  const canChange = changes.length > 0 && !isEnded(incident.phase);
  return [section(join(lines), canChange ? { accessory: overflow(incident.id, changes) } : {})];
}

function kindLine({ incident, policy }: ViewContext): Mrkdwn[] {
  if (policy.kinds.length === 0) return [];
  const { kind: key } = incident.state;
  if (key === null) return [say(policy, 'kinds.kind_none')];
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
        field: name,
        value: cut(fieldText(policy, key, fields[key]), LONGEST_VALUE),
      }),
    );
}
