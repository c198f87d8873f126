import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, type Rig, startRig, textAt } from './rig.ts';

let rig: Rig;
let room: string;
beforeAll(async () => {
  rig = await startRig();
  room = await rig.room('canvases', 'reporter');
});
afterAll(() => rig.slack.close());

const markdown = (text: string) => ({ type: 'markdown', markdown: text });
const call = (method: string, args: Record<string, unknown>) => codeOf(rig, method, args);

async function made(text: string, channel_id = room): Promise<string> {
  const args = { title: 'Review', channel_id, document_content: markdown(text) };
  return textAt(await rig.bot.apiCall('canvases.create', args), 'canvas_id');
}

function said(id: string): string | undefined {
  return rig.slack.workspace.canvases
    .get(id)
    ?.sections.map((each) => each.markdown)
    .join('|');
}

describe('a canvas', () => {
  test('is a tab of the channel, in which people write until they are only let read', async () => {
    const id = await made('# Head\n\ntext');
    const canvas = rig.slack.workspace.canvases.get(id);
    expect(canvas).toMatchObject({ title: 'Review', channel: room, isOfChannel: false });
    expect(canvas?.access.get(room)).toBe('write');
    const access = { canvas_id: id, access_level: 'read', channel_ids: [room] };
    expect(await call('canvases.access.set', access)).toBe('ok');
    expect(canvas?.access.get(room)).toBe('read');
    expect(await call('canvases.access.set', { ...access, user_ids: ['U1'] })).toBe(
      'invalid_parameters',
    );
    expect(await call('canvases.access.set', { ...access, channel_ids: ['C0NOWHERE'] })).toBe(
      'channel_not_found',
    );
  });

  test('of the channel there is one', async () => {
    const channel_id = await rig.room('one-canvas');
    const args = { channel_id, document_content: markdown('# One') };
    expect(await call('conversations.canvases.create', args)).toBe('ok');
    expect(await call('conversations.canvases.create', args)).toBe('channel_canvas_already_exists');
    expect(await call('canvases.create', args)).toBe('ok');
  });

  test('takes one change a call', async () => {
    const id = await made('# A\n\none\n\n## B\n\ntwo');
    const edit = (...changes: object[]) => call('canvases.edit', { canvas_id: id, changes });
    const end = { operation: 'insert_at_end', document_content: markdown('end') };
    expect(await edit(end)).toBe('ok');
    expect(await edit({ ...end, operation: 'insert_at_start' })).toBe('ok');
    expect(said(id)).toBe('end|# A|one|## B|two|end');
    expect(await edit(end, end)).toBe('canvas_editing_failed');
    const found = (await rig.bot.apiCall('canvases.sections.lookup', {
      canvas_id: id,
      criteria: { section_types: ['h2'], contains_text: 'B' },
    })) as { ok: boolean; sections?: { id: string }[] };
    const section_id = found.sections?.[0]?.id ?? '';
    const about = { section_id, document_content: markdown('## C') };
    expect(await edit({ ...about, operation: 'insert_before' })).toBe('ok');
    expect(await edit({ ...about, operation: 'replace' })).toBe('ok');
    expect(said(id)).toBe('end|# A|one|## C|## C|two|end');
    expect(await edit({ ...about, operation: 'delete' })).toBe('canvas_editing_failed');
    expect(await edit({ operation: 'replace', document_content: markdown('all new') })).toBe('ok');
    expect(said(id)).toBe('all new');
    expect(await edit({ operation: 'rename', title_content: markdown('Other') })).toBe('ok');
    expect(rig.slack.workspace.canvases.get(id)?.title).toBe('Other');
    expect(await call('canvases.delete', { canvas_id: id })).toBe('ok');
    expect(await edit(end)).toBe('canvas_not_found');
  });

  test.each([
    ['#### four', 'canvas_creation_failed'],
    ['- # in a list', 'canvas_creation_failed'],
    ['> - list\n>\n> # head', 'canvas_creation_failed'],
    ['1. a\n   - b', 'canvas_creation_failed'],
    ['- a\n\n  > q', 'canvas_creation_failed'],
    ['> - a', 'canvas_creation_failed'],
    ['::: no\n\ntext', 'canvas_creation_failed'],
    [`| a | b |\n|--|--|${'\n| c | d |'.repeat(150)}`, 'canvas_creation_failed'],
    [`| a | b |\n|--|--|${'\n| c | d |'.repeat(149)}`, 'ok'],
    ['### three\n\n- a\n  - b\n\n> q\n\n| a |\n|--|\n| b |', 'ok'],
    ['x'.repeat(1_048_577), 'canvas_creation_failed'],
  ])('of Markdown that begins %.20j is %s', async (text, code) => {
    const args = { channel_id: room, document_content: markdown(text) };
    expect(await call('canvases.create', args)).toBe(code);
  });

  test('says by its own words where it cannot be read', async () => {
    const document_content = markdown('# Fine\n\ntext\n\n> - a');
    const failed = await rig.bot
      .apiCall('canvases.create', { channel_id: room, document_content })
      .catch(({ data }: { data: unknown }) => data);
    expect(failed).toMatchObject({
      detail: "'content' error: line 5: Unsupported block type (List) within block quote",
    });
  });

  test('is not made where the bot is not, nor where owners or the plan forbid it', async () => {
    const channel_id = await rig.foreign('canvas-elsewhere');
    const { team, settings } = rig.slack.workspace;
    expect(await call('canvases.create', { channel_id })).toBe('restricted_action');
    const before = team.plan;
    team.plan = 'free';
    expect(await call('canvases.create', {})).toBe('free_teams_cannot_create_standalone_canvases');
    const free = await rig.room('free-canvas');
    expect(await call('canvases.create', { channel_id: free })).toBe('ok');
    expect(await call('canvases.create', { channel_id: free })).toBe(
      'free_team_canvas_tab_already_exists',
    );
    team.plan = before;
    settings.strict = {
      noChannelCreation: false,
      noPostingIn: [],
      noUserGroups: false,
      noCanvases: true,
    };
    expect(await call('canvases.create', {})).toBe('canvas_disabled_user_team');
    settings.strict = null;
  });
});
