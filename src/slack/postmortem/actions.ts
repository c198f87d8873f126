import type { postmortemActionWords } from '../../views/postmortem/action-words.ts';
import type { ActionHandler } from '../actions.ts';

export const postmortemActions: Record<(typeof postmortemActionWords)[number], ActionHandler> = {};
