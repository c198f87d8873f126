import { isObject } from '../server/arguments.ts';
import { canvasesOf, markdownFault, markdownMax, sectionsOf } from '../server/canvases.ts';
import { type MethodCall, type Methods, SlackError } from '../server/method.ts';
import type { Canvas, Channel, Json } from '../server/model.ts';
import { canSee } from './access.ts';

/** Documents of Slack: made, changed by one change a call, and found again by their headings. */
export const canvases: Methods = {
  'canvases.create': enabled(create),
  'canvases.edit': enabled(edit),
  'canvases.delete': remove,
  'canvases.sections.lookup': enabled(lookup),
  'canvases.access.set': enabled(setAccess),
  'conversations.canvases.create': enabled(createForChannel),
};

function enabled(method: (call: MethodCall) => Json): (call: MethodCall) => Json {
  return (call) => {
    if (call.services.settings.strict?.noCanvases)
      throw new SlackError('canvas_disabled_user_team');
    return method(call);
  };
}

/** A canvas of its own; with a channel it is a tab there. Free teams have tabs only, and one each. */
function create(call: MethodCall): Json {
  const { workspace, args } = call;
  const isFree = workspace.team.plan === 'free';
  if (!args.has('channel_id')) {
    if (isFree) throw new SlackError('free_teams_cannot_create_standalone_canvases');
    return made(call, null, false);
  }
  const channel = tabChannel(call);
  if (isFree && canvasesOf(workspace, channel).length > 0) {
    throw new SlackError('free_team_canvas_tab_already_exists');
  }
  return made(call, channel, false);
}

/** The one canvas that belongs to the channel. */
function createForChannel(call: MethodCall): Json {
  const channel = tabChannel(call);
  if (canvasesOf(call.workspace, channel).some((each) => each.isOfChannel)) {
    throw new SlackError('channel_canvas_already_exists');
  }
  return made(call, channel, true);
}

function tabChannel(call: MethodCall): Channel {
  const id = call.args.text('channel_id') ?? '';
  const channel = call.workspace.channels.get(id);
  if (!channel?.members.has(call.bot.id) || channel.archived)
    throw new SlackError('restricted_action');
  return channel;
}

function made(call: MethodCall, channel: Channel | null, isOfChannel: boolean): Json {
  const { workspace, args, bot } = call;
  const content = args.json('document_content', 'canvas_creation_failed');
  const markdown =
    content === undefined
      ? ''
      : markdownIn(content, 'canvas_creation_failed', 'canvas_creation_failed');
  const canvas: Canvas = {
    id: workspace.ids.next('F'),
    title: args.text('title') ?? '',
    owner: bot.id,
    channel: channel?.id ?? null,
    isOfChannel,
    sections: sectionsOf(workspace, markdown),
    // Who is in the channel may write in its tabs until somebody says otherwise.
    access: new Map(channel ? [[channel.id, 'write']] : []),
  };
  workspace.canvases.set(canvas.id, canvas);
  changed(call, canvas);
  return { canvas_id: canvas.id };
}

/** `changes` holds exactly one. */
function edit(call: MethodCall): Json {
  const canvas = canvasOf(call);
  const changes = call.args.json('changes', 'canvas_editing_failed');
  const [change] = Array.isArray(changes) && changes.length === 1 ? (changes as unknown[]) : [];
  if (!isObject(change)) throw new SlackError('canvas_editing_failed');
  const { operation, section_id: sectionId } = change;
  if (operation === 'rename') {
    canvas.title = markdownIn(change['title_content'], 'canvas_editing_failed', 'canvas_too_large');
  } else {
    canvas.sections = edited(call, canvas, { ...change, operation, sectionId });
  }
  changed(call, canvas);
  return {};
}

function edited(
  { workspace }: MethodCall,
  { sections }: Canvas,
  { operation, sectionId, document_content: content }: Json,
): Canvas['sections'] {
  const at = sections.findIndex(({ id }) => id === sectionId);
  const fresh = () =>
    sectionsOf(workspace, markdownIn(content, 'canvas_editing_failed', 'canvas_too_large'));
  const isAbout = typeof sectionId === 'string' && at >= 0;
  switch (operation) {
    case 'replace':
      if (sectionId === undefined) return fresh();
      if (isAbout) return sections.toSpliced(at, 1, ...fresh());
      break;
    case 'insert_at_start':
      return [...fresh(), ...sections];
    case 'insert_at_end':
      return [...sections, ...fresh()];
    case 'insert_before':
      if (isAbout) return sections.toSpliced(at, 0, ...fresh());
      break;
    case 'insert_after':
      if (isAbout) return sections.toSpliced(at + 1, 0, ...fresh());
      break;
    case 'delete':
      if (isAbout) return sections.toSpliced(at, 1);
  }
  throw new SlackError('canvas_editing_failed');
}

function remove(call: MethodCall): Json {
  const canvas = canvasOf(call);
  if (canvas.owner !== call.bot.id) throw new SlackError('restricted_action');
  call.workspace.canvases.delete(canvas.id);
  changed(call, canvas);
  return {};
}

function lookup(call: MethodCall): Json {
  const canvas = canvasOf(call);
  const criteria = call.args.json('criteria', 'internal_error');
  if (!isObject(criteria)) throw new SlackError('internal_error');
  const types = Array.isArray(criteria['section_types']) ? criteria['section_types'] : null;
  const text = criteria['contains_text'];
  if (types === null && typeof text !== 'string') throw new SlackError('internal_error');
  const found = canvas.sections.filter(({ markdown }) => {
    const level = /^(#{1,3}) /.exec(markdown)?.[1]?.length;
    const isType =
      types === null ||
      (level !== undefined && (types.includes('any_header') || types.includes(`h${level}`)));
    return isType && (typeof text !== 'string' || markdown.includes(text));
  });
  return { sections: found.map(({ id }) => ({ id })) };
}

function setAccess(call: MethodCall): Json {
  const { args, workspace } = call;
  const canvas = canvasOf(call);
  const level = args.text('access_level');
  const [channels, users] = [args.list('channel_ids'), args.list('user_ids')];
  const isOneKind = channels.length > 0 !== users.length > 0;
  const known = level === 'read' || level === 'write' || (level === 'owner' && users.length === 1);
  if (!isOneKind || !known) throw new SlackError('invalid_parameters');
  for (const id of channels) {
    const channel = workspace.channels.get(id);
    if (channel === undefined || !canSee(call, channel)) throw new SlackError('channel_not_found');
  }
  for (const id of users) if (!workspace.users.has(id)) throw new SlackError('user_not_found');
  for (const id of [...channels, ...users]) canvas.access.set(id, level);
  return {};
}

function canvasOf(call: MethodCall): Canvas {
  const canvas = call.workspace.canvases.get(call.args.text('canvas_id') ?? '');
  const channel = canvas?.channel ? call.workspace.channels.get(canvas.channel) : undefined;
  const isSeen = canvas?.owner === call.bot.id || (channel?.members.has(call.bot.id) ?? false);
  if (canvas === undefined || !isSeen) throw new SlackError('canvas_not_found');
  return canvas;
}

/** The Markdown of `{type: 'markdown', markdown}`; refuses what Slack would not draw. */
function markdownIn(content: unknown, code: string, tooLarge: string): string {
  if (!isObject(content) || content['type'] !== 'markdown') throw new SlackError(code);
  const { markdown } = content;
  if (typeof markdown !== 'string') throw new SlackError(code);
  if (markdown.length > markdownMax) throw new SlackError(tooLarge);
  const fault = markdownFault(markdown);
  if (fault !== null) throw new SlackError(code, { detail: fault });
  return markdown;
}

/** People who look at the channel see its tabs. */
function changed({ workspace }: MethodCall, { channel: id }: Canvas): void {
  const channel = id === null ? undefined : workspace.channels.get(id);
  if (channel) workspace.announce({ kind: 'channel_changed', channel });
}
