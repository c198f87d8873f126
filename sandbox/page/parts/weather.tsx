import { type FormEvent, useEffect, useState } from 'react';
import type { FaultKind, FaultState } from '../../protocol-operate.ts';
import type { Settings } from '../../server/settings.ts';
import { changeSettings, readFaults, readSettings, setFaults } from '../state/api.ts';
import { usePage } from '../state/page-context.ts';

const kinds: readonly { label: string; fault: FaultKind }[] = [
  { label: 'refuses it (internal_error)', fault: { kind: 'reject', error: 'internal_error' } },
  { label: 'says 429, wait 2 s', fault: { kind: 'rate_limit', retry_after_s: 2 } },
  { label: 'does it, then cuts the line', fault: { kind: 'drop' } },
  { label: 'cuts the line', fault: { kind: 'refuse' } },
  { label: 'does it, then says 500', fault: { kind: 'fail_after' } },
  { label: 'does it, then says nothing for 15 s', fault: { kind: 'hang', ms: 15_000 } },
];

/** How kind this Slack is: latency, limits, and what goes wrong. */
export function Weather() {
  const [settings, setSettings] = useState<Settings>();
  const [faults, setShown] = useState<FaultState['faults']>([]);
  const { say } = usePage();
  useEffect(() => {
    void readSettings().then(setSettings, () => undefined);
    void readFaults().then(
      (state) => setShown(state.faults),
      () => undefined,
    );
  }, []);
  if (settings === undefined) return null;
  const change = (part: Partial<Settings>): void => {
    changeSettings(part).then(setSettings, (error: Error) =>
      say({ kind: 'trouble', text: error.message }),
    );
  };
  const latency = `${settings.latency.leastMs}–${settings.latency.mostMs}`;
  return (
    <div className="weather">
      <h3>Latency of calls</h3>
      <div className="filter-row">
        {[
          [0, 0],
          [80, 300],
          [500, 1500],
        ].map(([leastMs = 0, mostMs = 0]) => (
          <button
            key={leastMs}
            type="button"
            className="button button-small"
            aria-pressed={latency === `${leastMs}–${mostMs}`}
            onClick={() => change({ latency: { leastMs, mostMs } })}
          >
            {mostMs === 0 ? 'none' : `${leastMs}–${mostMs} ms`}
          </button>
        ))}
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={settings.rateLimits}
          onChange={(event) => change({ rateLimits: event.target.checked })}
        />
        Rate limits, as in Slack
      </label>
      <h3>Faults</h3>
      <NewFault onSet={setShown} />
      {faults.map((fault) => (
        <p key={fault.id} className="hint">
          {fault.method ?? 'every call'}: {fault.fault.kind} · struck {fault.struck} of {fault.seen}
        </p>
      ))}
      {faults.length > 0 && (
        <button
          type="button"
          className="button button-small"
          onClick={() => void setFaults({ faults: [] }).then((state) => setShown(state.faults))}
        >
          Clear faults
        </button>
      )}
    </div>
  );
}

function NewFault({ onSet }: { onSet: (faults: FaultState['faults']) => void }) {
  const [method, setMethod] = useState('chat.postMessage');
  const [kind, setKind] = useState(0);
  const [times, setTimes] = useState('1');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const fault = kinds[kind]?.fault;
    if (fault === undefined) return;
    const add = { on: 'call', method: method || '*', times: Number(times) || 1, fault };
    onSet((await setFaults({ add })).faults);
  };
  return (
    <form className="new-fault" onSubmit={(event) => void submit(event)}>
      <label>
        The next
        <input
          inputMode="numeric"
          value={times}
          onChange={(event) => setTimes(event.target.value)}
        />
      </label>
      <label>
        calls of
        <input value={method} onChange={(event) => setMethod(event.target.value)} />
      </label>
      <label>
        Slack
        <select value={kind} onChange={(event) => setKind(Number(event.target.value))}>
          {kinds.map(({ label }, index) => (
            <option key={label} value={index}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="button">
        Let it happen
      </button>
    </form>
  );
}
