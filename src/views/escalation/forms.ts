import type { ModalView, PlainTextOption } from '@slack/types';
import { pathsInOrder } from '../../incident/escalation/ladder-rules.ts';
import {
  ladderOf,
  levelsOf,
  newLadder,
  nextByHand,
  running,
  seenOf,
} from '../../incident/escalation/ladders.ts';
import { limits } from '../../incident/text.ts';
import type { EscalationPath } from '../../policy/language/on-call.ts';
import type { Policy } from '../../policy/schema.ts';
import { option, section } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { choiceField, form, input, textField } from '../inputs.ts';
import { noticeModal } from '../notice.ts';
import { say, sayPlain } from '../say.ts';
import type { Preset } from '../update-modal.ts';
import { escalationOnCard } from './card.ts';

/** Forms of ladders and pages. */

/** Whom to call: the ladders with who is next on each, those that are likely meant first. */
export function escalateModal(view: ViewContext, preset: Preset = {}): ModalView {
  const { incident, policy } = view;
  const paths = pathsInOrder(incident, policy);
  if (paths.length === 0) return noticeModal(policy, say(policy, 'refused.no_paths'));
  const [chosen = paths[0]?.key ?? ''] = (preset.arg ?? '').split(':');
  const initial = paths.some(({ key }) => key === chosen) ? chosen : paths[0]?.key;
  const stands = escalationOnCard(view).flatMap((block) =>
    block.type === 'section' && block.text ? [{ type: 'section', text: block.text } as const] : [],
  );
  return form(policy, {
    callback: 'escalate',
    title: sayPlain(policy, 'form.escalate', { number: incident.number }),
    submit: sayPlain(policy, 'form.escalate_submit'),
    metadata: {
      incident: incident.id,
      shown: Object.fromEntries(
        paths.map(({ key }) => [key, seenOf(ladderOf(incident, key))] as const),
      ),
    },
    blocks: [
      ...stands,
      choiceField(
        { name: 'path', label: sayPlain(policy, 'form.escalate_path') },
        paths.map((path) => option(path.name, path.key, nextOf(view, path))),
        initial,
      ),
      reasonField(sayPlain(policy, 'form.escalate_reason'), { ...preset, optional: true }),
    ],
  });
}

function nextOf({ incident, policy, now }: ViewContext, path: EscalationPath): string {
  const ladder = ladderOf(incident, path.key) ?? newLadder(path, incident, null, now);
  const index = nextByHand(ladder, incident, policy);
  const level = index === null ? undefined : levelsOf(ladder, policy)[index];
  return level
    ? sayPlain(policy, 'form.escalate_next', { level: level.name })
    : sayPlain(policy, 'form.escalate_top');
}

/** Which ladder nobody is to climb further, and why. */
export function stopModal(view: ViewContext, preset: Preset = {}): ModalView {
  const { incident, policy } = view;
  const ladders = running(incident);
  const [first] = ladders;
  if (!first) {
    const ladder = preset.arg ?? '–';
    return noticeModal(policy, say(policy, 'refused.ladder_not_running', { ladder }));
  }
  return form(policy, {
    callback: 'stop_escalation',
    title: sayPlain(policy, 'form.stop_escalation'),
    submit: sayPlain(policy, 'form.stop_escalation_submit'),
    metadata: { incident: incident.id },
    blocks: [
      choiceField(
        { name: 'path', label: sayPlain(policy, 'form.stop_escalation_path') },
        ladders.map(({ name, path }) => option(name, path)),
        ladders.find(({ path }) => path === preset.arg)?.path ?? first.path,
      ),
      reasonField(sayPlain(policy, 'form.stop_escalation_reason'), preset),
    ],
  });
}

/** People, rotations, teams and roles to call at once. */
export function pageModal(view: ViewContext, preset: Preset = {}): ModalView {
  const { incident, policy } = view;
  const options = pageable(policy);
  return form(policy, {
    callback: 'page',
    title: sayPlain(policy, 'form.page', { number: incident.number }),
    submit: sayPlain(policy, 'form.page_submit'),
    metadata: { incident: incident.id },
    blocks: [
      ...(incident.isPrivate ? [section(say(policy, 'banner.private'))] : []),
      input(
        { name: 'users', label: sayPlain(policy, 'form.page_users'), optional: true },
        { type: 'multi_users_select', action_id: 'value', max_selected_items: 20 },
      ),
      ...(options.length > 0
        ? [
            input(
              { name: 'refs', label: sayPlain(policy, 'form.page_refs'), optional: true },
              { type: 'multi_static_select', action_id: 'value', options, max_selected_items: 20 },
            ),
          ]
        : []),
      reasonField(sayPlain(policy, 'form.page_reason'), { ...preset, optional: true }),
    ],
  });
}

/** What can be called by its name: rotations first, then teams, then roles. */
function pageable(policy: Policy): PlainTextOption[] {
  return [
    ...policy.on_call.map(({ key, name }) =>
      option(sayPlain(policy, 'form.page_on_call', { name }), `on_call:${key}`),
    ),
    ...policy.directory.teams.map(({ key, name }) => option(name, `team:${key}`)),
    ...policy.roles.map(({ key, name }) => option(name, `role:${key}`)),
  ].slice(0, 100);
}

function reasonField(label: string, preset: Preset & { optional?: boolean }) {
  const initial = preset.reason ?? preset.text;
  return textField(
    { name: 'reason', label, ...(preset.optional ? { optional: true } : {}) },
    { max: limits.reason, multiline: true, ...(initial ? { initial } : {}) },
  );
}
