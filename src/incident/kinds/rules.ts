import {
  accept,
  changed,
  entry,
  homesOf,
  type Of,
  person,
  type Rules,
  reasonFault,
  refuse,
  type Scene,
  sync,
  tellRoom,
  withState,
} from '../decision.ts';
import { atRest } from '../lifecycle.ts';
import { isEnded, isOpen } from '../lookup.ts';
import { stillInForce } from '../tasks/measures.ts';
import type { Decision, Effect, Incident } from '../types.ts';
import { fieldChanges, withFields } from './asked-fields.ts';
import { kindByModule } from './forced.ts';
import { unknownKind, unknownModule } from './known.ts';
import { answersOf, confirmed, isUndecided, verdict } from './triage.ts';
import type { KindsCommand, KindsEntries, KindsFact, Verdict } from './types.ts';

export const kindsRules: Rules<KindsCommand> = {
  change_kind: changeKind,
  set_modules: setModules,
  answer_criterion: answerCriterion,
  confirm_incident: confirmIncident,
  decline_incident: declineIncident,
  set_fields: setFields,
};

/** Work that was done is kept; what the new kind forces follows by itself. */
function changeKind({ incident, policy }: Scene, command: Of<'change_kind'>): Decision {
  const { by, kind: to, reason } = command;
  const from = incident.state.kind;
  if (isEnded(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  const fault = unknownKind(policy, to);
  if (fault) return fault;
  if (from === to) return refuse({ code: 'same_kind' });
  const held = kindByModule({ kind: to, modules: incident.state.modules }, policy);
  if (held) return refuse({ code: 'kind_held', kind: held.kind, module: held.because.key });
  const stale = changed(incident, command.expect, ['kind']) ?? reasonFault(reason);
  if (stale) return stale;
  return accept(
    withState(incident, { kind: to }),
    entry('change_kind', person(by), { from, to, reason }),
    [
      tellRoom({ type: 'kind_changed', from, to, reason, by }),
      ...sync('card', 'news'),
      ...homesOf(incident),
    ],
  );
}

function setModules({ incident, policy }: Scene, command: Of<'set_modules'>): Decision {
  const { by, modules, add } = command;
  if (isEnded(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  if (policy.modules.length === 0) return refuse({ code: 'no_modules' });
  const fault = unknownModule(policy, modules);
  if (fault) return fault;
  const before = incident.state.modules;
  const after = [...new Set(add ? [...before, ...modules] : modules)];
  const added = after.filter((key) => !before.includes(key));
  const removed = before.filter((key) => !after.includes(key));
  if (added.length + removed.length === 0) return refuse({ code: 'same_modules' });
  return accept(
    withState(incident, { modules: after }),
    entry('set_modules', person(by), { added, removed }),
    sync('card', 'news'),
  );
}

/** An answer may be changed until the answers have decided. */
function answerCriterion(scene: Scene, command: Of<'answer_criterion'>): Decision {
  const { incident, policy, now } = scene;
  const { by, criterion, yes, was } = command;
  if (!isOpen(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  if (!policy.triage.criteria.some(({ key }) => key === criterion)) {
    return refuse({ code: 'unknown_criterion', given: criterion });
  }
  if (!isUndecided(incident)) return refuse({ code: 'decided_already' });
  const { criteria } = incident.state;
  // Two people who agree are no news.
  const given = Object.hasOwn(criteria, criterion) ? criteria[criterion] : undefined;
  if (given?.yes === yes) return accept(incident, null, []);
  if (given && was !== undefined && was !== given.yes) {
    return refuse({ code: 'answered_already', yes: given.yes, by: given.by });
  }
  const answers = { ...criteria, [criterion]: { yes, by, at: now } };
  const outcome = verdict(policy, answers);
  const said = entry('answer_criterion', person(by), { criterion, yes, outcome });
  const answered = withState(incident, { criteria: answers });
  if (outcome === 'open') return accept(answered, said, sync('card'));
  return decided({ ...scene, incident: answered }, said, { by, reason: '', outcome });
}

/** Somebody says that it is one, whatever the answers are. */
function confirmIncident(scene: Scene, { by, reason }: Of<'confirm_incident'>): Decision {
  const { incident } = scene;
  if (!isOpen(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  if (!isUndecided(incident)) return refuse({ code: 'decided_already' });
  const fault = reasonFault(reason);
  if (fault) return fault;
  const said = entry('confirm_incident', person(by), { reason });
  return decided(scene, said, { by, reason, outcome: 'confirmed' });
}

/** Somebody says that it is none, which is recorded and counts nowhere. */
function declineIncident(scene: Scene, { by, reason }: Of<'decline_incident'>): Decision {
  const { incident } = scene;
  if (!isOpen(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  const fault = stillInForce(incident) ?? reasonFault(reason);
  if (fault) return fault;
  const said = entry('decline_incident', person(by), { reason });
  return decided(scene, said, { by, reason, outcome: 'declined' });
}

type Said = ReturnType<typeof entry<keyof KindsEntries>>;

function decided(
  { incident, policy, now }: Scene,
  said: Said,
  { by, reason, outcome }: { by: string; reason: string; outcome: Exclude<Verdict, 'open'> },
): Decision {
  const answers = answersOf(incident.state, policy);
  const fact: KindsFact = { type: `incident_${outcome}`, by, reason, answers };
  const after =
    outcome === 'confirmed'
      ? confirmed(incident, policy, { by, now })
      : declined(incident, reason, now);
  const effects: Effect[] = [
    tellRoom(fact),
    ...sync('card', 'topic', 'news'),
    ...homesOf(incident),
  ];
  return accept(after, said, effects);
}

function declined(incident: Incident, reason: string, now: Date): Incident {
  const rest = atRest(incident, reason, now);
  return { ...withState(rest, { outcome: reason || null }), phase: 'declined', closedAt: now };
}

/** In any phase: what becomes known later belongs to it too. */
function setFields({ incident, policy, now }: Scene, command: Of<'set_fields'>): Decision {
  if (policy.fields.length === 0) return refuse({ code: 'no_fields' });
  const given = withFields(incident, command, policy, now);
  if (!given.ok) return given;
  const { fields } = given.after.state;
  if (fieldChanges(incident.state.fields, fields).length === 0) {
    return refuse({ code: 'fields_unchanged' });
  }
  return accept(given.after, entry('set_fields', person(command.by), {}), sync('card'));
}
