import type { TimelineRow } from '../../../src/incident/places.ts';
import type { PostmortemCommand } from '../../../src/incident/postmortem/types.ts';
import type { Refusal } from '../../../src/incident/types.ts';
import { Postmortem } from '../../../src/policy/language/later.ts';
import { Audience } from '../../../src/policy/language/telling.ts';
import type { Policy } from '../../../src/policy/schema.ts';
import { message as blocksOf } from '../../../src/views/blocks.ts';
import { doneMessage } from '../../../src/views/done.ts';
import { Mrkdwn } from '../../../src/views/mrkdwn.ts';
import { casesMessage } from '../../../src/views/postmortem/cases.ts';
import {
  authorModal,
  holdModal,
  importModal,
  sectionModal,
  sectionNow,
} from '../../../src/views/postmortem/forms.ts';
import { recordComment } from '../../../src/views/postmortem/hand-out.ts';
import { exportModal, recordModal } from '../../../src/views/postmortem/hand-out-forms.ts';
import { postmortemMessage } from '../../../src/views/postmortem/message.ts';
import { refusalMessage } from '../../../src/views/refusal.ts';
import { renderer } from '../../../src/views/renderer.ts';
import { timelineMessage } from '../../../src/views/timeline-pages.ts';
import { defaultPolicy, minutesAfterNoon, Story } from '../../incident/story.ts';
import type { Picture } from '../gallery.ts';
import { viewOf } from '../samples.ts';

/** Every view of the postmortem, with any text in the place of what people type. */

const ofSections: Policy = {
  ...defaultPolicy,
  audiences: [
    Audience.parse({
      key: 'managers',
      name: 'Managers',
      channels: ['#managers'],
      people: ['UBEN'],
    }),
    Audience.parse({ key: 'customers', name: 'Customers', outside: true, by: ['Mail'] }),
  ],
  postmortem: Postmortem.parse({
    required: { severity: ['sev1'] },
    optional: { severity: ['sev2'] },
    within_days: 3,
    sections: [
      { key: 'summary', name: 'What happened', from: 'summary' },
      { key: 'cause', name: 'Cause', asks: ['Why did it happen?', 'What made it worse?'] },
      { key: 'well', name: 'What went well' },
    ],
  }),
};
const withEmails: Policy = {
  ...ofSections,
  audiences: ofSections.audiences.map((each) => ({ ...each, emails: ['law@example.com'] })),
};
const chosen: Policy = { ...defaultPolicy, postmortem: Postmortem.parse({ chosen: true }) };

export function postmortemPictures(text = 'A pool was full.'): Record<string, Picture> {
  const said = text.trim() || 'x';
  const short = said.slice(0, 200).trim() || 'x';
  const resolved = (severity: string, policy = ofSections) =>
    new Story({ title: short.slice(0, 100), summary: short, severity }, policy)
      .at(5)
      .does({ type: 'take_role', by: 'UADA', role: 'commander' })
      .does({ type: 'resolve', by: 'UADA', reason: short });
  const by = 'UADA';
  const edit: PostmortemCommand = {
    ...{ type: 'edit_section', by, key: 'cause', revision: 0 },
    text: said.slice(0, 12_000),
  };
  const hold: PostmortemCommand = { type: 'hold_postmortem', by, author: 'UBEN', where: short };
  const skip: PostmortemCommand = { type: 'skip_postmortem', by, reason: short };
  const begun = resolved('sev1').does({ type: 'take_postmortem', by: 'UBEN' }).does(edit);
  const to = (
    story: Story,
    from: 'draft' | 'in_review' | 'reviewed',
    status: 'in_review' | 'reviewed' | 'published',
  ) => story.does({ type: 'set_postmortem_status', by, from, status, anyway: true });
  const reviewed = to(
    to(resolved('sev1').does(edit), 'draft', 'in_review'),
    'in_review',
    'reviewed',
  );
  const published = to(reviewed, 'reviewed', 'published')
    .at(90)
    .does({ type: 'take_postmortem', by })
    .does({ type: 'read_postmortem', by });
  const readers = Array.from({ length: 20 }, (_, index) => `UREADER${index}`);
  for (const each of readers) published.does({ type: 'read_postmortem', by: each });
  const met = resolved('sev1').does({ type: 'start_meeting', by, timed: false });
  met.at(50).does({ type: 'end_meeting', by });
  const late = resolved('sev1').at(6 * 24 * 60);
  const render = renderer(() => ofSections);
  return {
    'required, nothing yet': message(postmortemMessage(viewOf(resolved('sev1')))),
    'required, begun': message(postmortemMessage(viewOf(begun))),
    'required, late': message(postmortemMessage(viewOf(late))),
    'required, met': message(postmortemMessage(viewOf(met))),
    'published, read by many': message(postmortemMessage(viewOf(published))),
    offered: message(postmortemMessage(viewOf(resolved('sev2')))),
    skipped: message(postmortemMessage(viewOf(resolved('sev2').does(skip)))),
    'held by choice': message(postmortemMessage(viewOf(resolved('sev2').does(hold)))),
    undecided: message(postmortemMessage(viewOf(resolved('sev1', chosen)))),
    none: message(postmortemMessage(viewOf(resolved('sev3')))),
    'the usual sections': message(
      postmortemMessage(viewOf(resolved('sev1', chosen).does({ ...hold, where: '' }))),
    ),
    'of a drill': message(
      postmortemMessage(
        viewOf(new Story({ isDrill: true, title: short.slice(0, 100) }, ofSections)),
      ),
    ),
    'of one that was merged': message(
      postmortemMessage({
        ...viewOf(resolved('sev3')),
        incident: { ...resolved('sev3').incident, phase: 'merged' },
      }),
    ),
    'cases to choose from': message(
      casesMessage(chosen, [viewOf(resolved('sev1', chosen)), viewOf(resolved('sev3', chosen))]),
    ),
    'cases, many': message(
      casesMessage(
        chosen,
        Array.from({ length: 40 }, () => viewOf(resolved('sev1', chosen))),
        Array.from({ length: 40 }, () => viewOf(resolved('sev1'))),
      ),
    ),
    'cases, none': message(casesMessage(chosen, [])),
    'cases, still to be held': message(
      casesMessage(chosen, [viewOf(resolved('sev3', chosen))], [viewOf(resolved('sev1'))]),
    ),
    'form, hold one': modal(holdModal(viewOf(resolved('sev2')), { text: short })),
    'form, who writes it': modal(authorModal(viewOf(begun))),
    'form, a section': modal(
      sectionModal(viewOf(begun), { arg: 'cause 1', text: said.slice(0, 12_000) }),
    ),
    'form, an unknown section': modal(sectionModal(viewOf(begun), { arg: 'gone' })),
    'form, what stands there now': message(
      blocksOf(
        new Mrkdwn('now'),
        sectionNow({ policy: ofSections }, { by, text: said.slice(0, 12_000) }),
      ),
    ),
    'form, give back': modal(importModal(viewOf(begun))),
    'form, export': modal(exportModal(viewOf(begun))),
    'form, send as PDF': modal(recordModal(viewOf(begun), { arg: 'managers' })),
    'form, send as PDF, to nobody': modal(recordModal(viewOf(resolved('sev1', chosen)))),
    'form, send as PDF, by e-mail': modal(
      recordModal({ ...viewOf(begun), policy: withEmails, canMail: true }),
    ),
    'form, send as PDF, without a mail server': modal(
      recordModal({ ...viewOf(begun), policy: withEmails }),
    ),
    ...Object.fromEntries(
      [null, [], ['law@example.com']].map((handOn) => [
        `beside the PDF, handed on to ${handOn}`,
        message(recordComment(viewOf(begun), { audience: 'managers', by, note: short, handOn })),
      ]),
    ),
    ...Object.fromEntries(
      (['in_review', 'published'] as const).map((status) => [
        `fact postmortem_status ${status}`,
        message(
          render.fact(
            { type: 'postmortem_status', status, by },
            viewOf(begun),
            { place: 'room' },
            [],
          ),
        ),
      ]),
    ),
    'fact postmortem_given': message(
      render.fact({ type: 'postmortem_given', by }, viewOf(begun), { place: 'dm', userId: by }, []),
    ),
    ...Object.fromEntries(
      commands(said).map((command, index) => [
        `done ${command.type} ${index}`,
        message(doneMessage(viewOf(begun), command)),
      ]),
    ),
    ...Object.fromEntries(
      refusals(short).map((refusal) => [
        `refusal ${refusal.code}`,
        message(refusalMessage(ofSections, refusal, begun.incident)),
      ]),
    ),
    timeline: message(
      timelineMessage(viewOf(begun), { rows: rowsWith(short), older: false, newer: false }),
    ),
  };
}

function commands(text: string): PostmortemCommand[] {
  const by = 'UADA';
  const given = (key: string, isClash: boolean) => ({ key, text, revision: 1, isClash });
  return [
    { type: 'hold_postmortem', by, author: null, where: '' },
    { type: 'skip_postmortem', by, reason: '' },
    { type: 'take_postmortem', by },
    { type: 'assign_postmortem', by, userId: 'UBEN' },
    { type: 'edit_section', by, key: 'cause', text, revision: 0 },
    { type: 'add_to_section', by, key: 'well', lines: [text] },
    { type: 'import_postmortem', by, sections: [given('cause', true), given('well', false)] },
    { type: 'import_postmortem', by, sections: [given('well', false)] },
    { type: 'set_postmortem_status', by, status: 'in_review', from: 'draft' },
    { type: 'read_postmortem', by },
    { type: 'ask_document', by, form: 'pdf' },
    { type: 'send_record', by, audience: 'managers', note: text },
  ];
}

function refusals(text: string): Refusal[] {
  const at = minutesAfterNoon(30);
  return [
    { code: 'unknown_section', given: text, allowed: ['summary', 'cause', 'well'] },
    { code: 'section_changed', key: 'cause', by: 'UBEN', at, revision: 2 },
    { code: 'empty_section', key: 'cause' },
    { code: 'no_postmortem' },
    { code: 'postmortem_held_already' },
    { code: 'postmortem_required' },
    { code: 'author_already', userId: 'UBEN' },
    { code: 'sections_empty', keys: ['cause', 'well'] },
    { code: 'postmortem_moved', status: 'reviewed' },
    { code: 'postmortem_read_already' },
    { code: 'postmortem_unwritten' },
    { code: 'same_document' },
  ];
}

function rowsWith(text: string): TimelineRow[] {
  const sent = { audience: 'managers', sender: 'UADA', sha256: 'ab'.repeat(32) };
  const rows: [string, Record<string, unknown>][] = [
    ['hold_postmortem', { author: 'UBEN', where: text }],
    ['hold_postmortem', { author: null, where: '' }],
    ['skip_postmortem', { reason: text }],
    ['skip_postmortem', { reason: '' }],
    ['take_postmortem', { previous: null }],
    ['assign_postmortem', { userId: 'UBEN', previous: null }],
    ['edit_section', { key: 'cause', text, revision: 2 }],
    ['add_to_section', { key: 'well', lines: [text, text], revision: 1 }],
    ['import_postmortem', { sections: [{ key: 'cause', text, revision: 3 }], clashes: ['cause'] }],
    ['import_postmortem', { sections: [{ key: 'well', text, revision: 3 }], clashes: [] }],
    ['set_postmortem_status', { from: 'draft', to: 'in_review', empty: ['well'] }],
    ['set_postmortem_status', { from: 'reviewed', to: 'published', empty: [] }],
    ['read_postmortem', {}],
    ['ask_document', { form: 'pdf' }],
    ['send_record', { audience: 'managers', note: text }],
    ['send_record', { audience: 'managers', note: '' }],
    ['record_sent', { ...sent, to: ['C0MANAGERS', 'UBEN'], missed: [] }],
    ['record_sent', { ...sent, to: ['UBEN'], missed: [{ where: text, error: 'users_not_found' }] }],
    ['record_sent', { ...sent, to: [], missed: [{ where: '#gone', error: 'channel_not_found' }] }],
    ['record_sent', { ...sent, audience: 'customers', to: ['UADA'], missed: [], isHandedOn: true }],
    ['record_taken_back', { ...sent, to: ['C0MANAGERS', 'UBEN'] }],
    [
      'record_sent',
      { ...sent, to: ['law@example.com'], missed: [{ where: 'a@b.de', error: 'smtp_550' }] },
    ],
  ];
  return rows.map(([type, data], index) => ({
    ...{ seq: index + 1, at: minutesAfterNoon(index), type: type as TimelineRow['type'] },
    ...{ actor: { kind: 'person', userId: 'UADA' }, data },
  }));
}

function message(shows: Extract<Picture, { surface: 'message' }>['shows']): Picture {
  return { surface: 'message', shows };
}

function modal(shows: Extract<Picture, { surface: 'modal' }>['shows']): Picture {
  return { surface: 'modal', shows };
}
