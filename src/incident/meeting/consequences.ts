import type { Consequence } from '../consequences.ts';

export const meetingConsequences: Consequence = () => null;
