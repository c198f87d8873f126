import { useEffect, useState } from 'react';
import type { JournalEntry } from '../../protocol-operate.ts';
import { readJournal } from '../state/api.ts';
import { usePage } from '../state/page-context.ts';
import { Weather } from './weather.tsx';

const directions = [
  { key: '', label: 'All' },
  { key: 'delivery', label: 'Slack → app' },
  { key: 'call', label: 'App → Slack' },
  { key: 'act', label: 'People' },
] as const;

/** Entries come in bursts; they are read once per this time, in milliseconds. */
const gatherMs = 250;

/** Everything that went between people, Slack and the app, with requests and answers. */
export function Inspector({ beat, onClose }: { beat: number; onClose: () => void }) {
  const [tab, setTab] = useState<'traffic' | 'weather'>('traffic');
  return (
    <aside className="inspector" aria-label="Traffic">
      <header className="pane-head">
        <div className="tabs" role="tablist">
          <button
            type="button"
            role="tab"
            aria-selected={tab === 'traffic'}
            onClick={() => setTab('traffic')}
          >
            Traffic
          </button>
          <button
            type="button"
            role="tab"
            aria-selected={tab === 'weather'}
            onClick={() => setTab('weather')}
          >
            Weather
          </button>
        </div>
        <button type="button" className="icon-button" aria-label="Close traffic" onClick={onClose}>
          ✕
        </button>
      </header>
      {tab === 'traffic' ? <Traffic beat={beat} /> : <Weather />}
    </aside>
  );
}

function Traffic({ beat }: { beat: number }) {
  const [entries, setEntries] = useState<readonly JournalEntry[]>([]);
  const [direction, setDirection] = useState('');
  const [query, setQuery] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: each beat is a reason to read again
  useEffect(() => {
    const timer = window.setTimeout(() => {
      void readJournal(300).then(
        (journal) => setEntries([...journal.entries].reverse()),
        () => undefined,
      );
    }, gatherMs);
    return () => window.clearTimeout(timer);
  }, [beat]);
  const words = query.toLowerCase();
  const shown = entries.filter(
    (entry) =>
      (direction === '' || entry.direction === direction) &&
      (words === '' || JSON.stringify(entry).toLowerCase().includes(words)),
  );
  return (
    <>
      <div className="filters">
        <input
          type="search"
          aria-label="Filter traffic"
          placeholder="Filter: a method, a word, an id"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <div className="filter-row">
          {directions.map(({ key, label }) => (
            <button
              key={key}
              type="button"
              className="button button-small"
              aria-pressed={direction === key}
              onClick={() => setDirection(key)}
            >
              {label}
            </button>
          ))}
        </div>
      </div>
      <div className="entries">
        {shown.length === 0 && <p className="empty-note">Nothing went over the wire yet.</p>}
        {shown.map((entry) => (
          <Entry key={entry.sequence} entry={entry} />
        ))}
      </div>
    </>
  );
}

const arrows = { call: '←', delivery: '→', act: '☺' } as const;

function Entry({ entry }: { entry: JournalEntry }) {
  const { people, channels, view } = usePage();
  const [open, setOpen] = useState(false);
  const failed = entry.trouble !== null || entry.status >= 400 || isRefusal(entry.response);
  const where = channels.get(entry.channel ?? '')?.name;
  const who = people.get(entry.user ?? '')?.real_name;
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: view.user.tz });
  return (
    <div className={`entry entry-${entry.direction} ${failed ? 'failed' : ''}`}>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className="arrow" aria-hidden="true">
          {arrows[entry.direction]}
        </span>
        <span className="entry-name">{entry.name}</span>
        <small>
          {[
            time.format(entry.at),
            who,
            where && `#${where}`,
            entry.attempt > 0 && `retry ${entry.attempt}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
        <span className="entry-end">
          {entry.trouble ?? (entry.status === 0 ? '…' : entry.status)} · {entry.took_ms} ms
        </span>
      </button>
      {open && (
        <div className="entry-open">
          <h3>Request</h3>
          <pre>{JSON.stringify(entry.request, null, 2)}</pre>
          <h3>Answer</h3>
          <pre>{JSON.stringify(entry.response, null, 2) ?? 'none'}</pre>
        </div>
      )}
    </div>
  );
}

function isRefusal(response: unknown): boolean {
  return (
    typeof response === 'object' && response !== null && 'ok' in response && response.ok === false
  );
}
