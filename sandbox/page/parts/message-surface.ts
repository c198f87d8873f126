import { useMemo } from 'react';
import type { MessageShown, Place } from '../../protocol.ts';
import type { Surface } from '../blocks/surface.ts';
import { type Page, usePage } from '../state/page-context.ts';

/** What becomes of the elements of a message. */
export function useMessageSurface(message: MessageShown): Surface {
  const { act } = usePage();
  const { channel, ts } = message;
  return useMemo(() => stillSurface(act, { kind: 'message', channel, ts }), [act, channel, ts]);
}

/** A surface without a form: messages, and Home as far as it has no inputs. */
export function stillSurface(act: Page['act'], place: Place): Surface {
  return {
    standing: () => undefined,
    draft: () => undefined,
    enter: () => undefined,
    upload: () => Promise.resolve(undefined),
    errors: {},
    dispatch: (block_id, action_id, value) =>
      act({
        type: 'block_action',
        place,
        block_id,
        action_id,
        ...(value === undefined ? {} : { value }),
      }),
    suggest: async (block_id, action_id, query) => {
      const result = await act({ type: 'load_options', place, block_id, action_id, query });
      return result.options ?? [];
    },
  };
}
