import { useCallback, useEffect, useRef, useState } from 'react';
import type { MemberView, StreamEvent } from '../../protocol.ts';
import { type Open, readView } from './api.ts';

/** Changes come in bursts; the view is read once for all that came within this time. */
const gatherMs = 40;

export interface Live {
  /** Undefined until the first answer. */
  view: MemberView | undefined;
  /** Why there is none, or why it no longer follows. */
  trouble: string | undefined;
  /** Reads again now. */
  refresh: () => Promise<void>;
  /** Counts up with each entry of the journal. */
  journalBeat: number;
}

/** What a person sees, read again whenever the stream says that something changed. */
export function useLiveView(open: Open): Live {
  const [view, setView] = useState<MemberView>();
  const [trouble, setTrouble] = useState<string>();
  const [journalBeat, setJournalBeat] = useState(0);
  const { user, channel, thread } = open;
  const latest = useRef(0);

  const refresh = useCallback(async () => {
    latest.current += 1;
    const turn = latest.current;
    try {
      const next = await readView({
        user,
        ...(channel === undefined ? {} : { channel }),
        ...(thread === undefined ? {} : { thread }),
      });
      // An answer that was overtaken by a later question is stale.
      if (turn !== latest.current) return;
      setView(next);
      setTrouble(undefined);
    } catch (error) {
      if (turn === latest.current)
        setTrouble(error instanceof Error ? error.message : 'The local Slack does not answer.');
    }
  }, [user, channel, thread]);

  useEffect(() => {
    void refresh();
  }, [refresh]);

  useEffect(() => {
    const stream = new EventSource('/_control/stream');
    let gathering: number | undefined;
    stream.addEventListener('change', (event) => {
      const change = JSON.parse(event.data) as StreamEvent;
      if (change.kind === 'journal') {
        setJournalBeat((beat) => beat + 1);
        return;
      }
      gathering ??= window.setTimeout(() => {
        gathering = undefined;
        void refresh();
      }, gatherMs);
    });
    stream.addEventListener('error', () => setTrouble('Lost the local Slack. Trying again …'));
    stream.addEventListener('open', () => setTrouble(undefined));
    return () => {
      window.clearTimeout(gathering);
      stream.close();
    };
  }, [refresh]);

  return { view, trouble, refresh, journalBeat };
}
