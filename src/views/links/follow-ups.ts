import type { Button, KnownBlock, ModalView } from '@slack/types';
import { dayAt } from '../../incident/links/days.ts';
import { missingFollowUps, offeredClasses } from '../../incident/links/follow-ups.ts';
import { linkLimits } from '../../incident/links/limits.ts';
import type { FollowUpState } from '../../incident/links/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { actions, button, message, option, section } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { choiceField, form, input, personField, textField } from '../inputs.ts';
import { join, linkTo, literal, Mrkdwn, mention, oneLine } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import type { Preset } from '../update-modal.ts';

/** Follow-up work on the card, as a list and in its forms. */

/** How many of the list have buttons of their own; Slack takes 50 blocks. */
const MOST_LISTED = 22;

/** On the card: how much is left, or what is expected before closing. */
export function followUpsOnCard(view: ViewContext): KnownBlock[] {
  const { incident, policy } = view;
  const { followUps } = incident.state;
  const open = followUps.filter((each) => !each.doneAt).length;
  const isResolved = incident.phase === 'resolved' || incident.phase === 'reviewing';
  const expected = isResolved ? missingFollowUps(incident, policy) : [];
  const lines = [
    ...(followUps.length > 0
      ? [say(policy, 'card.follow_ups', { open, count: followUps.length })]
      : []),
    ...(expected.length > 0
      ? [say(policy, 'card.follow_ups_expected', { classes: expected.join(', ') })]
      : []),
  ];
  if (lines.length === 0) return [];
  const shown =
    expected.length > 0
      ? addButton(view)
      : button('follow_ups', sayPlain(policy, 'button.follow_ups'), { incident: incident.id });
  return [section(join(lines), { accessory: shown })];
}

function addButton({ incident, policy }: ViewContext): Button {
  return button('add_follow_up', sayPlain(policy, 'button.follow_up'), { incident: incident.id });
}

/** All of it, with buttons beside what is open. */
export function followUpsMessage(view: ViewContext): Message {
  const { incident, policy } = view;
  const { number } = incident;
  const add = actions(incident.phase === 'merged' ? [] : [addButton(view)]);
  const { followUps } = incident.state;
  if (followUps.length === 0) {
    const none = say(policy, 'follow_ups.none', { number });
    return message(none, [section(none), add]);
  }
  const title = say(policy, 'follow_ups.title', { number, title: oneLine(incident.title) });
  // What is open comes first, the soonest due before the rest.
  const rank = (each: FollowUpState) => `${each.doneAt ? 1 : 0}${each.dueOn ?? '9999'}`;
  const sorted = [...followUps].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  const [listed, rest] = [sorted.slice(0, MOST_LISTED), sorted.slice(MOST_LISTED)];
  return message(title, [
    section(title),
    ...listed.flatMap((each) => [section(followUpLine(view, each)), buttonsOf(view, each)]),
    ...(rest.length > 0 ? [section(join(rest.map((each) => followUpLine(view, each))))] : []),
    add,
  ]);
}

function buttonsOf({ incident, policy }: ViewContext, followUp: FollowUpState) {
  if (followUp.doneAt) return null;
  const id = String(followUp.id);
  const value = { incident: incident.id, arg: id };
  return actions([
    button('finish_follow_up', sayPlain(policy, 'button.follow_up_done'), value, {
      suffix: id,
      aloud: `${sayPlain(policy, 'button.follow_up_done')}: ${followUp.text}`,
    }),
    ...(followUp.link
      ? []
      : [
          button('link_follow_up', sayPlain(policy, 'button.follow_up_link'), value, {
            suffix: id,
          }),
        ]),
  ]);
}

function followUpLine({ policy, now }: ViewContext, followUp: FollowUpState): Mrkdwn {
  const today = dayAt(now, policy.calendar.zone);
  const mark = new Mrkdwn(followUp.doneAt ? ':white_check_mark:' : ':white_square:');
  const isLate = !followUp.doneAt && followUp.dueOn !== null && followUp.dueOn < today;
  return say(policy, 'follow_ups.line', {
    mark,
    text: oneLine(followUp.text),
    details: followUpDetails(policy, followUp, isLate),
  });
}

/** Its class, who does it, until when, and where it is filed: ` · Hotfix · @dita · due 2026-12-01`. */
export function followUpDetails(
  policy: Policy,
  followUp: Pick<FollowUpState, 'class' | 'owner' | 'dueOn'> & { link?: string | null },
  isLate = false,
): Mrkdwn {
  const { owner, dueOn: day } = followUp;
  const known = policy.follow_ups.find(({ key }) => key === followUp.class);
  const parts = [
    ...(known ? [literal(known.name)] : []),
    owner ? mention(owner) : say(policy, 'follow_ups.nobody'),
    ...(day ? [say(policy, isLate ? 'follow_ups.late' : 'follow_ups.due', { day })] : []),
    ...filed(policy, followUp.link ?? null, known?.tracker),
  ];
  return new Mrkdwn(parts.map(({ text }) => ` · ${text}`).join(''));
}

function filed(policy: Policy, link: string | null, tracker: string | undefined): Mrkdwn[] {
  if (link) return [linkTo(link, say(policy, 'follow_ups.filed'))];
  return tracker ? [linkTo(tracker, say(policy, 'follow_ups.file_it'))] : [];
}

export function followUpModal(view: ViewContext, preset: Preset = {}): ModalView {
  const { incident, policy } = view;
  const classes = offeredClasses(incident, policy);
  const [first] = classes;
  return form(policy, {
    callback: 'add_follow_up',
    title: sayPlain(policy, 'form.follow_up', { number: incident.number }),
    submit: sayPlain(policy, 'form.follow_up_submit'),
    metadata: { incident: incident.id },
    blocks: [
      textField(
        { name: 'text', label: sayPlain(policy, 'form.follow_up_text') },
        { max: linkLimits.followUpText, ...(preset.text ? { initial: preset.text } : {}) },
      ),
      ...(first
        ? [
            choiceField(
              { name: 'class', label: sayPlain(policy, 'form.follow_up_class') },
              classes.map((each) => option(each.name, each.key, each.meaning)),
              first.key,
            ),
          ]
        : []),
      personField({
        name: 'owner',
        label: sayPlain(policy, 'form.follow_up_owner'),
        optional: true,
      }),
      input(
        {
          name: 'due',
          label: sayPlain(policy, 'form.follow_up_due'),
          optional: true,
          hint: sayPlain(policy, 'form.follow_up_due_hint'),
        },
        { type: 'datepicker', action_id: 'value' },
      ),
    ],
  });
}

export function followUpLinkModal({ incident, policy }: ViewContext, preset: Preset): ModalView {
  const found = incident.state.followUps.find(({ id }) => String(id) === preset.arg);
  return form(policy, {
    callback: 'link_follow_up',
    title: sayPlain(policy, 'form.follow_up_link'),
    submit: sayPlain(policy, 'form.follow_up_link_submit'),
    metadata: { incident: incident.id, ...(preset.arg ? { arg: preset.arg } : {}) },
    blocks: [
      ...(found ? [section(oneLine(found.text))] : []),
      textField(
        { name: 'link', label: sayPlain(policy, 'form.follow_up_address') },
        { max: linkLimits.linkLength, placeholder: 'https://' },
      ),
    ],
  });
}
