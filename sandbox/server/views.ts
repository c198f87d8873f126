import { randomBytes } from 'node:crypto';
import { stateValues } from '../blocks/state.ts';
import { giveBlockIds } from '../blocks/stored.ts';
import { isObject } from './arguments.ts';
import { SlackError } from './method.ts';
import type { App, Json, View, ViewState } from './model.ts';
import type { Triggers } from './triggers.ts';
import type { Workspace } from './workspace.ts';

/** How views.update and a submission's answer name the view they mean. */
export type ViewTarget = { view_id: string } | { external_id: string };

/** How many views a stack may hold. */
const tallestStack = 3;

/**
 * The desk at which apps put views before people. `view` is what the app sent, already checked by
 * the Block Kit validator; refusals are thrown as `SlackError` with the method's codes
 * (`expired_trigger_id`, `hash_conflict`, `push_limit_reached`, `not_found` …).
 */
export class ViewDesk {
  readonly #workspace: Workspace;
  readonly #triggers: Triggers;

  constructor(workspace: Workspace, triggers: Triggers) {
    this.#workspace = workspace;
    this.#triggers = triggers;
  }

  /** Opens a modal on top of whatever stands before the person: the root of a stack of its own. */
  open(app: App, triggerId: string, view: Json): View {
    const trigger = this.#triggers.redeem(triggerId, app);
    this.#refuseTakenExternalId(app, view);
    const made = this.#make(app, trigger.user, view, 'modal', trigger.channel);
    return this.#put(made);
  }

  /** Puts a modal over the one in which the gesture happened. */
  push(app: App, triggerId: string, view: Json): View {
    const trigger = this.#triggers.redeem(triggerId, app);
    const below = trigger.view_id === undefined ? undefined : this.find(trigger.view_id);
    if (below === undefined || below.type !== 'modal') throw new SlackError('not_found');
    return this.pushOver(app, below, view);
  }

  /** The same for `response_action: push`, which needs no trigger. */
  pushOver(app: App, below: View, view: Json): View {
    if (this.stackOf(below).length >= tallestStack) throw new SlackError('push_limit_reached');
    this.#refuseTakenExternalId(app, view);
    const made = this.#make(app, below.owner, view, 'modal', below.origin_channel);
    made.root_view_id = below.root_view_id;
    made.previous_view_id = below.id;
    return this.#put(made);
  }

  /** Replaces a modal's content. Inputs with the same ids keep what was typed; the hash changes. */
  update(app: App, target: ViewTarget, view: Json, hash?: string): View {
    const old = 'view_id' in target ? this.find(target.view_id) : this.#byExternalId(app, target);
    if (old === undefined || old.app_id !== app.id) throw new SlackError('not_found');
    if (hash !== undefined && hash !== old.hash) throw new SlackError('hash_conflict');
    if (view['external_id'] !== old.external_id) this.#refuseTakenExternalId(app, view);
    this.#fill(old, view, old.state);
    this.#workspace.announce({ kind: 'view_changed', user: old.owner, view: old });
    return old;
  }

  /** Sets the Home tab that one member sees. */
  publish(app: App, userId: string, view: Json, hash?: string): View {
    const key = `${app.id}:${userId}`;
    const old = this.#workspace.homes.get(key);
    if (hash !== undefined && old !== undefined && hash !== old.hash)
      throw new SlackError('hash_conflict');
    const made = old ?? this.#make(app, userId, view, 'home');
    if (old !== undefined) this.#fill(old, view, old.state);
    this.#workspace.homes.set(key, made);
    this.#workspace.announce({ kind: 'home_published', user: userId, view: made });
    return made;
  }

  /** A modal or Home tab by id. */
  find(id: string): View | undefined {
    for (const stack of this.#workspace.modals.values())
      for (const view of stack) if (view.id === id) return view;
    for (const home of this.#workspace.homes.values()) if (home.id === id) return home;
    return undefined;
  }

  /** The modals that share a root with `view`, lowest first. */
  stackOf(view: View): View[] {
    const all = this.#workspace.modals.get(view.owner) ?? [];
    return all.filter((each) => each.root_view_id === view.root_view_id);
  }

  /** Takes modals away. */
  remove(views: readonly View[]): void {
    for (const view of views) {
      const all = this.#workspace.modals.get(view.owner) ?? [];
      this.#workspace.modals.set(
        view.owner,
        all.filter((each) => each !== view),
      );
      this.#workspace.announce({ kind: 'view_changed', user: view.owner, view });
    }
  }

  #put(view: View): View {
    const all = this.#workspace.modals.get(view.owner) ?? [];
    this.#workspace.modals.set(view.owner, [...all, view]);
    this.#workspace.announce({ kind: 'view_changed', user: view.owner, view });
    return view;
  }

  #make(app: App, owner: string, sent: Json, type: View['type'], origin?: string): View {
    const id = this.#workspace.ids.next('V');
    const view: View = {
      id,
      type,
      app_id: app.id,
      bot_id: app.bot_id,
      team_id: this.#workspace.team.id,
      owner,
      callback_id: '',
      external_id: '',
      private_metadata: '',
      title: {},
      submit: null,
      close: null,
      blocks: [],
      hash: '',
      clear_on_close: false,
      notify_on_close: false,
      submit_disabled: false,
      root_view_id: id,
      previous_view_id: null,
      state: {},
      errors: {},
      ...(origin === undefined ? {} : { origin_channel: origin }),
    };
    this.#fill(view, sent, {});
    return view;
  }

  #fill(view: View, sent: Json, kept: ViewState): void {
    const text = (key: string): string => String(sent[key] ?? '');
    view.callback_id = text('callback_id');
    view.external_id = text('external_id');
    view.private_metadata = text('private_metadata');
    view.title = textObject(sent['title']) ?? {
      type: 'plain_text',
      text: 'View Title',
      emoji: true,
    };
    view.submit = textObject(sent['submit']);
    view.close = textObject(sent['close']);
    view.clear_on_close = sent['clear_on_close'] === true;
    view.notify_on_close = sent['notify_on_close'] === true;
    view.submit_disabled = sent['submit_disabled'] === true;
    view.blocks = giveBlockIds(sent['blocks']);
    view.hash = `${this.#workspace.clock.seconds()}.${randomBytes(4).toString('hex')}`;
    view.errors = {};
    view.state = keepingTyped(view, kept);
  }

  #byExternalId(app: App, target: { external_id: string }): View | undefined {
    const all = [...this.#workspace.modals.values()].flat();
    return all.find((view) => view.app_id === app.id && view.external_id === target.external_id);
  }

  #refuseTakenExternalId(app: App, view: Json): void {
    const external_id = view['external_id'];
    if (typeof external_id !== 'string' || external_id === '') return;
    if (this.#byExternalId(app, { external_id }) !== undefined)
      throw new SlackError('duplicate_external_id');
  }
}

/** What was typed into an input of the same block id, action id and type stays after an update. */
function keepingTyped(view: View, kept: ViewState): ViewState {
  const context = view.origin_channel === undefined ? {} : { conversation: view.origin_channel };
  const fresh = stateValues(view.blocks, {}, context);
  for (const [blockId, block] of Object.entries(fresh))
    for (const [actionId, state] of Object.entries(block)) {
      const old = kept[blockId]?.[actionId];
      if (old !== undefined && old['type'] === state['type']) block[actionId] = old;
    }
  return fresh;
}

function textObject(value: unknown): Json | null {
  return isObject(value) ? { emoji: true, ...value } : null;
}
