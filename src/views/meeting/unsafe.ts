import type { Button, ModalView } from '@slack/types';
import { doerOf } from '../../incident/meeting/roles.ts';
import type { UserId } from '../../incident/types.ts';
import { actions, button, context, message, option, section } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { choiceField, form, textField } from '../inputs.ts';
import { literal, type Mrkdwn, mention, oneLine, prose, quoted, toPlain } from '../mrkdwn.ts';
import { noticeModal } from '../notice.ts';
import { whoText } from '../people.ts';
import { say, sayPlain } from '../say.ts';
import { meetingRoleName } from './names.ts';

/** What somebody who does not feel safe tells one person. Nothing of it is kept; see `slack/meeting/unsafe.ts`. */

/** Who is told: the one who watches over the rules, or whom the policy names. */
export type Confidant = 'role' | 'people';

export const unsafeMost = 2_000;

/** Who can be told here. */
export function confidants({ policy }: Pick<ViewContext, 'policy'>): Confidant[] {
  const { confidential_role: role, confidential_to: people = [] } = policy.postmortem ?? {};
  return [
    ...(role === undefined ? [] : (['role'] as const)),
    ...(people.length === 0 ? [] : (['people'] as const)),
  ];
}

export function unsafeButtons(view: ViewContext): Button[] {
  const { incident, policy } = view;
  const { confidential_role: role = '', confidential_to: people = [] } = policy.postmortem ?? {};
  return confidants(view).map((to) => {
    const label =
      to === 'role'
        ? sayPlain(policy, 'button.unsafe_role', { role: meetingRoleName(policy, role) })
        : sayPlain(policy, 'button.unsafe_people', { who: toPlain(whoText(policy, people)) });
    return button('unsafe', label, { incident: incident.id, arg: to }, { suffix: to });
  });
}

export function unsafeModal(view: ViewContext, to: Confidant): ModalView {
  const { incident, policy } = view;
  return form(policy, {
    callback: 'unsafe',
    title: sayPlain(policy, 'form.unsafe'),
    submit: sayPlain(policy, 'form.unsafe_submit'),
    metadata: { incident: incident.id, arg: to },
    blocks: [
      section(whereItGoes(view, to)),
      textField(
        {
          name: 'text',
          label: sayPlain(policy, 'form.unsafe_text'),
          hint: sayPlain(policy, 'form.unsafe_hint'),
          optional: true,
        },
        { max: unsafeMost, multiline: true },
      ),
      choiceField(
        { name: 'named', label: sayPlain(policy, 'form.unsafe_name') },
        [
          option(sayPlain(policy, 'form.unsafe_without_name'), 'no'),
          option(sayPlain(policy, 'form.unsafe_with_name'), 'yes'),
        ],
        'no',
      ),
      context(say(policy, 'form.unsafe_kept')),
    ],
  });
}

function whereItGoes({ incident, policy }: ViewContext, to: Confidant): Mrkdwn {
  const { confidential_role: key = '', confidential_to: people = [] } = policy.postmortem ?? {};
  const who = whoText(policy, people);
  if (to === 'people') return say(policy, 'form.unsafe_people', { who });
  const role = meetingRoleName(policy, key);
  const doer = doerOf(incident, policy, key);
  if (!doer) return say(policy, 'form.unsafe_role_nobody', { role, others: who });
  return say(policy, 'form.unsafe_role', { role, who: mention(doer.userId) });
}

/**
 * What that person reads. `by` only where the sender wanted it; `maySee`: whether they may know of
 * the incident, which is named to nobody else.
 */
export function unsafeMessage(
  { incident, policy }: ViewContext,
  told: { text: string; by: UserId | null; maySee: boolean; mayRemind: boolean },
): Message {
  const { text, by, maySee, mayRemind } = told;
  const title = titleOf({ incident, policy }, by, maySee);
  return message(title, [
    section(title),
    ...(text ? [section(quoted(prose(text)))] : []),
    context(say(policy, 'unsafe.only_you')),
    mayRemind
      ? actions([
          button('remind_of_rules', sayPlain(policy, 'button.remind_of_rules'), {
            incident: incident.id,
          }),
        ])
      : null,
  ]);
}

function titleOf(
  { incident, policy }: Pick<ViewContext, 'incident' | 'policy'>,
  by: UserId | null,
  maySee: boolean,
): Mrkdwn {
  if (!maySee) {
    if (by === null) return say(policy, 'unsafe.elsewhere');
    return say(policy, 'unsafe.elsewhere_by', { who: mention(by) });
  }
  const about = { number: literal(String(incident.number)), title: oneLine(incident.title) };
  if (by === null) return say(policy, 'unsafe.title', about);
  return say(policy, 'unsafe.title_by', { ...about, who: mention(by) });
}

/** Stands in the place of the form once it was sent. */
export function unsafeSent({ policy }: ViewContext, who: readonly UserId[]): ModalView {
  return noticeModal(policy, say(policy, 'unsafe.sent', { who: whoText(policy, who) }));
}
