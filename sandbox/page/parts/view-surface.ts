import { useMemo, useRef, useState } from 'react';
import type { InputValue, Place, ViewShown } from '../../protocol.ts';
import type { Surface } from '../blocks/surface.ts';
import { type Json, jsonAt, textAt } from '../json.ts';
import { readView } from '../state/api.ts';
import { type Page, usePage } from '../state/page-context.ts';
import { stillSurface } from './message-surface.ts';

interface Draft {
  block: string;
  element: string;
  value: InputValue;
  /** The app is told of each change, so nothing may be put in on the side. */
  dispatches: boolean;
}

/**
 * The surface of a modal or Home tab. What is typed stays here until it is settled, so that it
 * survives errors and updates of the view; `inputs` gives it for a submission.
 */
export function useViewSurface(
  shown: ViewShown,
  place: Place,
): {
  surface: Surface;
  inputs: () => Record<string, InputValue>;
  /** After a submission: what is wrong where. */
  settle: (errors: Record<string, string>) => void;
} {
  const page = usePage();
  const [drafts, setDrafts] = useState<readonly Draft[]>([]);
  const [repaired, setRepaired] = useState<ReadonlySet<string>>(new Set());
  const current = useRef(drafts);
  const { act } = page;

  const surface = useMemo<Surface>(() => {
    const put = (draft: Draft): void => {
      const others = current.current.filter(
        (each) => each.block !== draft.block || each.element !== draft.element,
      );
      current.current = [...others, draft];
      setDrafts(current.current);
      setRepaired((before) => new Set([...before, draft.block]));
    };
    const still = stillSurface(act, place);
    return {
      ...still,
      standing: (block, action) => shown.state[block]?.[action],
      draft: (block, action) =>
        drafts.find((each) => each.block === block && each.element === action)?.value,
      enter: (block, element, value, settled) => {
        const before = current.current.find((each) => sameField(each, block, element));
        const draft = draftOf(block, element, value);
        const changed =
          before === undefined ? settled === false || value !== null : before.value !== value;
        if (changed || !settled) put(draft);
        const character = onEachCharacter(element);
        const tell = draft.dispatches && (settled || character) && (changed || settled);
        if (tell) void send(act, shown.id, draft);
      },
      dispatch: async (block, action, value) => {
        // The app reads the form's state with the action: it must hold what was typed.
        for (const draft of current.current)
          if (!draft.dispatches) await send(act, shown.id, draft);
        return still.dispatch(block, action, value);
      },
      upload: (file) => uploadTo(page, file),
      errors: Object.fromEntries(
        Object.entries(shown.errors).filter(([block]) => !repaired.has(block)),
      ),
    };
  }, [act, page, place, drafts, repaired, shown]);

  return {
    surface,
    inputs: () =>
      Object.fromEntries(
        current.current
          .filter((each) => holdsBlock(shown, each.block))
          .map((each) => [each.block, each.value]),
      ),
    settle: () => setRepaired(new Set()),
  };
}

function draftOf(block: Json, element: Json, value: InputValue): Draft {
  return {
    block: textAt(block, 'block_id'),
    element: textAt(element, 'action_id'),
    value,
    dispatches: block['dispatch_action'] === true,
  };
}

function sameField(draft: Draft, block: Json, element: Json): boolean {
  return (
    draft.block === textAt(block, 'block_id') && draft.element === textAt(element, 'action_id')
  );
}

function onEachCharacter(element: Json): boolean {
  const triggers = jsonAt(element, 'dispatch_action_config')?.['trigger_actions_on'];
  return Array.isArray(triggers) && triggers.includes('on_character_entered');
}

function holdsBlock(shown: ViewShown, id: string): boolean {
  return JSON.stringify(shown.blocks).includes(JSON.stringify(id));
}

async function send(act: Page['act'], view_id: string, draft: Draft): Promise<void> {
  const { block: block_id, element: action_id, value } = draft;
  await act({ type: 'set_input', view_id, block_id, action_id, value }, true);
}

/** Forms take files that are in the workspace: it is put among the person's own messages first. */
async function uploadTo(page: Page, file: File): Promise<string | undefined> {
  const { act, view } = page;
  const own = await act({ type: 'open_direct', users: [view.user.id] });
  if (own.channel === undefined) return undefined;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const done = await act({
    type: 'upload_file',
    channel: own.channel,
    name: file.name,
    content: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')),
    encoding: 'base64',
  });
  const seen = await readView({ user: view.user.id, channel: own.channel });
  return seen.channel?.messages.find((each) => each.ts === done.ts)?.files[0]?.id;
}
