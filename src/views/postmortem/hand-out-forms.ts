import type { ModalView } from '@slack/types';
import { audiencesForRecord, noteMost } from '../../incident/postmortem/hand-out-rules.ts';
import { documentForms } from '../../incident/postmortem/hand-out-types.ts';
import type { Audience } from '../../policy/language/telling.ts';
import { option, section } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { choiceField, form, textField } from '../inputs.ts';
import { join, literal, type Mrkdwn } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import type { Preset } from '../update-modal.ts';

/** The document as a file, to who asks for it. */
export function exportModal({ policy, incident }: ViewContext): ModalView {
  const forms = documentForms.map((each) => option(sayPlain(policy, `form.export_${each}`), each));
  return form(policy, {
    callback: 'export_postmortem',
    title: sayPlain(policy, 'form.export_postmortem'),
    submit: sayPlain(policy, 'form.export_submit'),
    metadata: { incident: incident.id },
    blocks: [
      choiceField(
        {
          name: 'form',
          label: sayPlain(policy, 'form.export_form'),
          hint: sayPlain(policy, 'form.export_hint'),
        },
        forms,
        documentForms[0],
      ),
    ],
  });
}

/** The record to an audience: who gets it stands there before it is sent. `arg` is the one meant. */
export function recordModal(view: ViewContext, { arg }: Preset = {}): ModalView {
  const { policy, incident } = view;
  const audiences = audiencesForRecord(incident, policy);
  const title = sayPlain(policy, 'form.send_record');
  if (audiences.length === 0) return nobody(view, title);
  const meant = audiences.length === 1 ? audiences[0]?.key : arg;
  const lines = audiences.map((each) =>
    say(policy, 'form.send_record_line', { audience: each.name, who: receivers(view, each) }),
  );
  return form(policy, {
    callback: 'send_record',
    title,
    submit: sayPlain(policy, 'form.send_record_submit'),
    metadata: { incident: incident.id },
    blocks: [
      section(say(policy, 'form.send_record_of', { number: incident.number })),
      section(join(lines)),
      choiceField(
        { name: 'audience', label: sayPlain(policy, 'form.send_record_to') },
        audiences.map(({ key, name }) => option(name, key)),
        meant,
      ),
      textField(
        {
          name: 'note',
          label: sayPlain(policy, 'form.send_record_note'),
          optional: true,
        },
        { max: noteMost, multiline: true },
      ),
    ],
  });
}

function nobody({ policy }: ViewContext, title: string): ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: title.slice(0, 24) },
    blocks: [section(say(policy, 'form.send_record_nobody'))],
  };
}

/** Channels, people and addresses as the policy names them; without a mail server who sends it hands it on. */
function receivers({ policy, canMail }: ViewContext, audience: Audience): Mrkdwn {
  const { outside, by, channels, people, emails } = audience;
  if (outside && emails.length === 0) {
    return say(policy, 'form.send_record_outside', { how: by.join(', ') || '–' });
  }
  const inside = outside ? [] : [...channels, ...people];
  const way = canMail ? 'form.send_record_mail' : 'form.send_record_no_mail';
  return join(
    [
      ...inside.map((each) => literal(each)),
      ...(emails.length > 0 ? [say(policy, way, { to: emails.join(', ') })] : []),
    ],
    ', ',
  );
}
