import { type KeyboardEvent, useCallback, useId, useRef, useState } from 'react';
import { nextIndex } from '../parts/menu.tsx';
import { Popover } from '../parts/popover.tsx';
import { Plain } from '../text/mrkdwn.tsx';
import type { Choice } from './element-value.ts';

export interface PickerProps {
  label: string;
  placeholder: string;
  choices: readonly Choice[];
  values: readonly string[];
  multiple: boolean;
  /** At most so many of several. */
  most?: number;
  disabled?: boolean;
  describedBy?: string | undefined;
  /** The whole new list of values; for a single choice one or none. */
  onPick: (values: string[]) => void;
  /** The app is asked while somebody types. */
  onQuery?: (query: string) => void;
  /** In place of choices: how many characters the app wants to hear. */
  wait?: string | undefined;
}

/** A menu that can be searched by typing: the static, external and people's selects of Slack. */
export function Picker(props: PickerProps) {
  const box = useRef<HTMLDivElement>(null);
  const listId = useId();
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const shown = props.onQuery ? props.choices : matching(props.choices, query);
  const close = useCallback(() => {
    setOpen(false);
    setQuery('');
  }, []);
  const ask = (words: string): void => {
    setQuery(words);
    setAt(0);
    setOpen(true);
    props.onQuery?.(words);
  };
  const pick = (choice: Choice): void => {
    props.onPick(picked(props, choice.value));
    if (!props.multiple) close();
    else setQuery('');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = nextIndex(event.key, at, shown.length);
    const choice = shown[at];
    if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && next !== undefined) {
      event.preventDefault();
      if (open) setAt(next);
      else ask('');
    } else if (event.key === 'Enter' && open && choice !== undefined) {
      event.preventDefault();
      pick(choice);
    } else if (event.key === 'Backspace' && query === '' && props.values.length > 0) {
      props.onPick(props.values.slice(0, -1));
    }
  };
  const only = props.multiple ? undefined : labelOf(props, props.values[0]);
  return (
    <div className={props.disabled ? 'picker disabled' : 'picker'} ref={box}>
      {props.multiple && <Chips {...props} />}
      <input
        role="combobox"
        aria-label={props.label}
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && shown[at] ? `${listId}-${at}` : undefined}
        aria-describedby={props.describedBy}
        autoComplete="off"
        disabled={props.disabled}
        placeholder={only ?? (props.values.length > 0 ? '' : props.placeholder)}
        value={open ? query : (only ?? '')}
        onChange={(event) => ask(event.target.value)}
        onClick={() => (open ? undefined : ask(''))}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      {!props.multiple && (
        <span className="picker-arrow" aria-hidden="true">
          ▾
        </span>
      )}
      {open && (
        <Popover anchor={box} onClose={close} className="options" fit>
          <Options {...props} id={listId} choices={shown} at={at} onChoose={pick} />
        </Popover>
      )}
    </div>
  );
}

function Chips(props: PickerProps) {
  return props.values.map((value) => (
    <span key={value} className="chip">
      <Plain text={labelOf(props, value) ?? value} />
      <button
        type="button"
        aria-label={`Remove ${labelOf(props, value) ?? value}`}
        onClick={() => props.onPick(props.values.filter((each) => each !== value))}
      >
        ✕
      </button>
    </span>
  ));
}

function Options(
  props: PickerProps & { id: string; at: number; onChoose: (choice: Choice) => void },
) {
  return (
    <div role="listbox" id={props.id} aria-label={props.label} tabIndex={-1}>
      {props.wait !== undefined && <div className="menu-group">{props.wait}</div>}
      {props.wait === undefined && props.choices.length === 0 && (
        <div className="menu-group">No results</div>
      )}
      {props.choices.map((choice, index) => (
        <div key={`${choice.group ?? ''} ${choice.value}`} role="presentation">
          {choice.group !== undefined && choice.group !== props.choices[index - 1]?.group && (
            <div className="menu-group">{choice.group}</div>
          )}
          <div
            role="option"
            id={`${props.id}-${index}`}
            tabIndex={-1}
            aria-selected={props.values.includes(choice.value)}
            className={index === props.at ? 'option at' : 'option'}
            // Pressing must not take the focus out of the box: that would close the list first.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => props.onChoose(choice)}
            onKeyDown={(event) => event.key === 'Enter' && props.onChoose(choice)}
          >
            <span>
              {choice.mark !== undefined && <span className="mark">{choice.mark}</span>}
              <Plain text={choice.label} />
            </span>
            {choice.description !== undefined && (
              <small>
                <Plain text={choice.description} />
              </small>
            )}
          </div>
        </div>
      ))}
    </div>
  );
}

function picked(props: PickerProps, value: string): string[] {
  if (!props.multiple) return [value];
  if (props.values.includes(value)) return props.values.filter((each) => each !== value);
  if (props.most !== undefined && props.values.length >= props.most) return [...props.values];
  return [...props.values, value];
}

function labelOf(props: PickerProps, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  return props.choices.find((choice) => choice.value === value)?.label ?? value;
}

function matching(choices: readonly Choice[], query: string): Choice[] {
  const words = query.trim().toLowerCase();
  return choices.filter((choice) =>
    `${choice.label} ${choice.description ?? ''}`.toLowerCase().includes(words),
  );
}
