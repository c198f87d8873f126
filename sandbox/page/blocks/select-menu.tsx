import { useRef, useState } from 'react';
import type { InputValue } from '../../protocol.ts';
import { type Json, jsonAt, listAt, numberAt, textAt, textsAt } from '../json.ts';
import { type Page, usePage } from '../state/page-context.ts';
import { asList, type Choice, choiceOf, choicesOf, currentValue } from './element-value.ts';
import { Picker } from './picker.tsx';
import { useSurface } from './surface.ts';

export interface ElementProps {
  blockId: string;
  element: Json;
  /** What stands in it. */
  value: InputValue;
  label: string;
  describedBy?: string | undefined;
  onEnter: (value: InputValue, settled: boolean) => void;
}

/** Every kind of select and multi-select. */
export function SelectMenu(props: ElementProps) {
  const { element } = props;
  const page = usePage();
  const type = textAt(element, 'type');
  const multiple = type.startsWith('multi_');
  const offered = useOffered(props);
  const external = type.endsWith('external_select');
  const most = numberAt(element, 'max_selected_items');
  return (
    <Picker
      label={props.label}
      placeholder={textAt(jsonAt(element, 'placeholder'), 'text') || 'Choose …'}
      choices={external ? offered.choices : choicesFor(type, element, page)}
      values={asList(props.value)}
      multiple={multiple}
      describedBy={props.describedBy}
      onPick={(values) => props.onEnter(multiple ? values : (values[0] ?? null), true)}
      {...(most === undefined ? {} : { most })}
      {...(external ? { onQuery: offered.ask, wait: offered.wait } : {})}
    />
  );
}

function choicesFor(type: string, element: Json, page: Page): Choice[] {
  if (type.endsWith('users_select')) return peopleChoices(page);
  if (type.endsWith('channels_select'))
    return conversationChoices(page).filter((each) => each.mark === '#');
  if (type.endsWith('conversations_select')) return filtered(element, page);
  return choicesOf(element);
}

function peopleChoices({ view }: Page): Choice[] {
  return view.users
    .filter((user) => !user.deleted && user.id !== 'USLACKBOT')
    .map((user) => ({
      value: user.id,
      label: user.real_name,
      ...(user.title === '' ? {} : { description: user.title }),
    }));
}

const marks = { public: '#', private: '🔒', im: '●', mpim: '●' } as const;

function conversationChoices({ view }: Page): Choice[] {
  return view.channels
    .filter((channel) => !channel.archived)
    .map((channel) => ({ value: channel.id, label: channel.name, mark: marks[channel.kind] }));
}

/** conversations_select may leave out kinds of conversations. */
function filtered(element: Json, page: Page): Choice[] {
  const include = textsAt(jsonAt(element, 'filter'), 'include');
  if (include.length === 0) return conversationChoices(page);
  const kinds = new Map(page.view.channels.map((channel) => [channel.id, channel.kind]));
  return conversationChoices(page).filter((each) => include.includes(kinds.get(each.value) ?? ''));
}

/** What the app offers in an external menu, asked for while somebody types. */
function useOffered({ element, blockId }: ElementProps): {
  choices: Choice[];
  wait: string | undefined;
  ask: (query: string) => void;
} {
  const surface = useSurface();
  const least = numberAt(element, 'min_query_length') ?? 3;
  const initial = [...listAt(element, 'initial_options'), jsonAt(element, 'initial_option') ?? {}];
  const [choices, setChoices] = useState<Choice[]>(
    initial.map(choiceOf).filter((each) => each.value),
  );
  const [wait, setWait] = useState<string>();
  const turn = useRef(0);
  const ask = (query: string): void => {
    turn.current += 1;
    const own = turn.current;
    if (query.length < least) {
      setWait(`Type ${least} or more characters`);
      return;
    }
    setWait('Asking the app …');
    void surface.suggest(blockId, textAt(element, 'action_id'), query).then((options) => {
      if (own !== turn.current) return;
      setWait(undefined);
      setChoices(options.map(({ group, ...option }) => withGroup(choiceOf({ ...option }), group)));
    });
  };
  return { choices, wait, ask };
}

function withGroup(choice: Choice, group: string | undefined): Choice {
  return group === undefined ? choice : { ...choice, group };
}

/** What stands in an element: typed here, known to Slack, or there from the start. */
export function useStanding(blockId: string, element: Json): InputValue {
  const surface = useSurface();
  const actionId = textAt(element, 'action_id');
  const draft = surface.draft(blockId, actionId);
  return draft === undefined ? currentValue(element, surface.standing(blockId, actionId)) : draft;
}
