import type { KnownBlock } from '@slack/types';
import { isEnded } from '../../incident/lookup.ts';
import type { ActionWord } from '../action-words.ts';
import { actions, overflow } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { sayPlain } from '../say.ts';

/** What is done more rarely stands in a menu of the panel, and not on the card. */
export function linksInPanel({ incident, policy }: ViewContext): (KnownBlock | null)[] {
  const isOver = isEnded(incident.phase);
  const offered = [
    { word: 'add_follow_up', label: 'button.follow_up', is: incident.phase !== 'merged' },
    { word: 'attach_files', label: 'button.attach_files', is: incident.phase !== 'merged' },
    { word: 'merge', label: 'button.merge', is: !isOver },
    { word: 'relate', label: 'button.relate', is: true },
    { word: 'make_private', label: 'button.private', is: !incident.isPrivate && !isOver },
  ] as const;
  const choices: { word: ActionWord; label: string }[] = offered
    .filter(({ is }) => is)
    .map(({ word, label }) => ({ word, label: sayPlain(policy, label) }));
  return [actions([overflow(incident.id, choices)])];
}
