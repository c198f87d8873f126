import type { Button } from '@slack/types';
import { isEnded } from '../../incident/lookup.ts';
import { button } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { sayPlain } from '../say.ts';

/** Behind “More”: action items, files, other incidents. */
export function linksButtons({ incident, policy }: ViewContext): Button[] {
  const isOver = isEnded(incident.phase);
  const offered = [
    { word: 'add_action_item', label: 'button.action_item', is: incident.phase !== 'merged' },
    { word: 'attach_files', label: 'button.attach_files', is: incident.phase !== 'merged' },
    { word: 'merge', label: 'button.merge', is: !isOver },
    { word: 'similar', label: 'button.similar', is: !incident.isDrill },
    { word: 'relate', label: 'button.relate', is: true },
    { word: 'make_private', label: 'button.private', is: !incident.isPrivate && !isOver },
  ] as const;
  return offered
    .filter(({ is }) => is)
    .map(({ word, label }) => button(word, sayPlain(policy, label), { incident: incident.id }));
}
