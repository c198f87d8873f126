import type { About, TellingCommand } from '../../incident/telling/types.ts';
import type { PersonCommand } from '../../incident/types.ts';
import { messageModal } from '../../views/telling/message-modal.ts';
import { excuseModal, meetModal } from '../../views/telling/obligation-modals.ts';
import { minutes } from '../filled.ts';
import type { FormOf } from '../forms.ts';
import type { Submitted } from '../modals.ts';

/** The form behind each word that has one. */
export const tellingForms = {
  open_message: (view, _viewer, preset) => messageModal(view, preset),
  meet_obligation: (view, _viewer, preset) => meetModal(view, preset),
  excuse_obligation: (view, _viewer, preset) => excuseModal(view, preset),
} as const satisfies Record<string, FormOf>;

/** The command each form makes when it is sent, by its callback id. */
export const tellingSubmissions = {
  open_message: messageCommand,
  meet_obligation: ({ userId: by, filled, metadata }) => ({
    type: 'meet_obligation',
    by,
    obligation: metadata.arg ?? '',
    proof: filled.text('proof'),
    text: filled.text('text'),
  }),
  excuse_obligation: ({ userId: by, filled, metadata }) => ({
    type: 'excuse_obligation',
    by,
    obligation: metadata.arg ?? '',
    reason: filled.text('reason'),
  }),
} as const satisfies Record<string, (submitted: Submitted) => PersonCommand>;

/** What is to become of a message, as the form was told; kept where it said nothing. */
function messageCommand({ userId: by, filled, metadata }: Submitted): TellingCommand {
  const message = { by, about: aboutOf(metadata.arg ?? ''), text: filled.text('message') };
  const next = minutes('nextMinutes', filled.choice('minutes'));
  switch (filled.choice('then')) {
    case 'send':
      return { type: 'send_message', ...message, ...next };
    case 'sent':
      return { type: 'message_sent', ...message, proof: filled.text('reason'), ...next };
    case 'approve':
      return { type: 'approve_message', ...message };
    case 'feedback':
      return { type: 'ask_feedback', ...message };
    case 'drop':
      return { type: 'drop_message', by, about: message.about, reason: filled.text('reason') };
    default:
      return { type: 'keep_message', ...message };
  }
}

/** `12` is a message that is there; `new:audience:template:11` one that begins after number 11. */
function aboutOf(arg: string): About {
  const [kind, audience = '', template = '', after = ''] = arg.split(':');
  if (kind === 'new') {
    return { audience, template, ...(/^\d{1,6}$/.test(after) ? { after: Number(after) } : {}) };
  }
  return { message: Number(arg) };
}
