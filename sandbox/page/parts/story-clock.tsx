import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react';
import { advanceClock } from '../state/api.ts';
import { usePage } from '../state/page-context.ts';
import { exactly, timeOfDay } from '../state/times.ts';
import { Popover } from './popover.tsx';

const minuteMs = 60_000;
const steps = [
  { label: '+5 min', ms: 5 * minuteMs },
  { label: '+30 min', ms: 30 * minuteMs },
  { label: '+1 h', ms: 60 * minuteMs },
  { label: '+1 day', ms: 1440 * minuteMs },
];

/** Shows the story's time in the person's zone, and moves it on. */
export function StoryClock() {
  const { view, now, say } = usePage();
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [, tick] = useState(0);
  const close = useCallback(() => setOpen(false), []);
  useEffect(() => {
    const timer = window.setInterval(() => tick((count) => count + 1), 1000);
    return () => window.clearInterval(timer);
  }, []);
  const { tz } = view.user;
  const move = async (ms: number): Promise<void> => {
    close();
    try {
      const clock = await advanceClock(ms);
      say({
        kind: 'news',
        text: `It is now ${timeOfDay(clock.now, tz)} for ${view.user.real_name}.`,
      });
    } catch (error) {
      say({ kind: 'trouble', text: error instanceof Error ? error.message : 'The clock stands.' });
    }
  };
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="top-button clock"
        aria-expanded={open}
        aria-label={`Clock: ${timeOfDay(now(), tz)}. Move the time`}
        title={`${exactly(now(), tz)} — press to move the time`}
        onClick={() => setOpen(!open)}
      >
        <span aria-hidden="true">🕒</span>{' '}
        <span className="clock-time">{timeOfDay(now(), tz)}</span>
      </button>
      {open && (
        <Popover anchor={anchor} onClose={close} className="clock-panel">
          <ClockPanel tz={tz} onMove={(ms) => void move(ms)} onClose={close} />
        </Popover>
      )}
    </>
  );
}

function ClockPanel(props: { tz: string; onMove: (ms: number) => void; onClose: () => void }) {
  const [minutes, setMinutes] = useState('15');
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => panel.current?.querySelector('button')?.focus(), []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const ms = Number(minutes) * minuteMs;
    if (ms > 0) props.onMove(ms);
  };
  return (
    <div
      ref={panel}
      role="dialog"
      aria-label="Move the time"
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && props.onClose()}
    >
      <p className="hint">
        Everything follows this clock: reminders, retries, what the app thinks is late. It only
        moves forward. Times are shown for {props.tz}.
      </p>
      <div className="clock-steps">
        {steps.map((step) => (
          <button
            key={step.label}
            type="button"
            className="button"
            onClick={() => props.onMove(step.ms)}
          >
            {step.label}
          </button>
        ))}
      </div>
      <form className="clock-custom" onSubmit={submit}>
        <label>
          Minutes
          <input
            inputMode="numeric"
            value={minutes}
            onChange={(event) => setMinutes(event.target.value)}
          />
        </label>
        <button type="submit" className="button button-primary">
          Move on
        </button>
      </form>
    </div>
  );
}
