import { type ChangeEvent, type KeyboardEvent, useId, useState } from 'react';
import type { InputValue } from '../../protocol.ts';
import { type Json, jsonAt, numberAt, textAt, textsAt } from '../json.ts';
import { usePage } from '../state/page-context.ts';
import { Plain } from '../text/mrkdwn.tsx';
import { asList, choicesOf } from './element-value.ts';
import { type ElementProps, SelectMenu } from './select-menu.tsx';
import { useSurface } from './surface.ts';

/** Anything that a value can be put into. */
export function Field(props: ElementProps) {
  switch (props.element['type']) {
    case 'plain_text_input':
    case 'rich_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return <TextField {...props} />;
    case 'checkboxes':
    case 'radio_buttons':
      return <Choices {...props} />;
    case 'datepicker':
      return <DateField {...props} type="date" />;
    case 'timepicker':
      return <DateField {...props} type="time" />;
    case 'datetimepicker':
      return <InstantField {...props} />;
    case 'file_input':
      return <FileField {...props} />;
    default:
      return <SelectMenu {...props} />;
  }
}

const inputTypes: Readonly<Record<string, { type: string; inputMode?: 'decimal' }>> = {
  email_text_input: { type: 'email' },
  url_text_input: { type: 'url' },
  number_input: { type: 'text', inputMode: 'decimal' },
};

function TextField({ element, value, label, describedBy, onEnter }: ElementProps) {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const type = textAt(element, 'type');
  const several = element['multiline'] === true || type === 'rich_text_input';
  const most = numberAt(element, 'max_length');
  const shared = {
    'aria-label': label,
    'aria-describedby': describedBy,
    placeholder: textAt(jsonAt(element, 'placeholder'), 'text'),
    value: text,
    ...(element['focus_on_load'] === true ? { 'data-first': true } : {}),
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      onEnter(event.target.value, false),
    onBlur: () => onEnter(text, true),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (!several || event.metaKey || event.ctrlKey))
        onEnter(text, true);
    },
  };
  const left = most === undefined ? undefined : most - [...text].length;
  return (
    <>
      {several ? (
        <textarea rows={type === 'rich_text_input' ? 5 : 4} {...shared} />
      ) : (
        <input {...(inputTypes[type] ?? { type: 'text' })} {...shared} />
      )}
      {left !== undefined && left < 30 && (
        <span className={left < 0 ? 'left-over over' : 'left-over'}>{left}</span>
      )}
    </>
  );
}

function Choices({ element, value, label, onEnter }: ElementProps) {
  const name = useId();
  const several = element['type'] === 'checkboxes';
  const chosen = asList(value);
  const toggle = (option: string): void => {
    if (!several) {
      onEnter(option, true);
      return;
    }
    const rest = chosen.filter((each) => each !== option);
    onEnter(rest.length < chosen.length ? rest : [...chosen, option], true);
  };
  return (
    <fieldset className="choices" aria-label={label}>
      {choicesOf(element).map((choice) => (
        <label key={choice.value}>
          <input
            type={several ? 'checkbox' : 'radio'}
            name={name}
            checked={chosen.includes(choice.value)}
            onChange={() => toggle(choice.value)}
          />
          <span>
            <Plain text={choice.label} />
            {choice.description !== undefined && (
              <small>
                <Plain text={choice.description} />
              </small>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function DateField(props: ElementProps & { type: 'date' | 'time' }) {
  return (
    <input
      type={props.type}
      className="date-field"
      aria-label={props.label}
      aria-describedby={props.describedBy}
      value={typeof props.value === 'string' ? props.value : ''}
      onChange={(event) => props.onEnter(event.target.value || null, true)}
    />
  );
}

/** Date and time, written in the viewer's zone; the value is Unix seconds. */
function InstantField(props: ElementProps) {
  const { view } = usePage();
  const { tz } = view.user;
  const seconds = numberIn(props.value);
  return (
    <span className="instant-field">
      <input
        type="datetime-local"
        className="date-field"
        aria-label={props.label}
        aria-describedby={props.describedBy}
        value={seconds === undefined ? '' : wallClock(seconds * 1000, tz)}
        onChange={(event) => props.onEnter(secondsOf(event.target.value, tz), true)}
      />
      <small>{tz}</small>
    </span>
  );
}

function numberIn(value: InputValue): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** `2026-11-22T14:05` in a zone. */
function wallClock(at: number, tz: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: tz,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(at);
  return parts.replace(' ', 'T');
}

/** The instant at which a zone's clocks show this, in Unix seconds. */
function secondsOf(written: string, tz: string): number | null {
  const asUtc = Date.parse(`${written}Z`);
  if (Number.isNaN(asUtc)) return null;
  const shift = (at: number): number => Date.parse(`${wallClock(at, tz)}Z`) - at;
  // Twice, because the shift itself may change between the two instants.
  const first = asUtc - shift(asUtc);
  return Math.round((asUtc - shift(first)) / 60_000) * 60;
}

function FileField({ element, value, label, onEnter }: ElementProps) {
  const surface = useSurface();
  const [names, setNames] = useState<Record<string, string>>({});
  const ids = asList(value);
  const most = numberAt(element, 'max_files') ?? 10;
  const types = textsAt(element, 'filetypes').map((type) => `.${type}`);
  const take = async (files: FileList): Promise<void> => {
    const added: string[] = [];
    for (const file of [...files].slice(0, most - ids.length)) {
      const id = await surface.upload(file);
      if (id === undefined) continue;
      added.push(id);
      setNames((known) => ({ ...known, [id]: file.name }));
    }
    onEnter([...ids, ...added], true);
  };
  return (
    <div className="file-field">
      {ids.map((id) => (
        <span key={id} className="chip">
          📄 {names[id] ?? id}
          <button
            type="button"
            aria-label={`Remove ${names[id] ?? id}`}
            onClick={() =>
              onEnter(
                ids.filter((each) => each !== id),
                true,
              )
            }
          >
            ✕
          </button>
        </span>
      ))}
      <input
        type="file"
        aria-label={label}
        multiple={most > 1}
        accept={types.join(',')}
        onChange={(event) => event.target.files && void take(event.target.files)}
      />
    </div>
  );
}

/** The words that name an element when it has no label of its own. */
export function nameOf(element: Json): string {
  return (
    textAt(element, 'accessibility_label') ||
    textAt(jsonAt(element, 'placeholder'), 'text') ||
    textAt(element, 'type').replaceAll('_', ' ')
  );
}
