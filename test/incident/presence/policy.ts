import { Cadence } from '../../../src/policy/language/clock.ts';
import { Audience, Template } from '../../../src/policy/language/telling.ts';
import type { Policy } from '../../../src/policy/schema.ts';
import { defaultPolicy } from '../story.ts';

const template = (key: string) => Template.parse({ key, name: key, text: 'We are on it.' });
const told = (key: string, more: object = {}) =>
  Audience.parse({ key, name: key, by: ['phone'], told: {}, outside: true, ...more });

/** The published process: a first word in 5 minutes, then every 20 for two hours, then every hour. */
export const promising: Policy = {
  ...defaultPolicy,
  templates: [template('news')],
  audiences: [
    told('public', { told: { update: 'news' } }),
    told('board', { when: { severity: ['sev1'] }, told: { update: 'news' } }),
    told('partners', { every_minutes: 90, told: { update: 'news' } }),
  ],
  cadences: [
    Cadence.parse({
      key: 'calm',
      when: { phase: ['mitigated'] },
      steps: [{ every_minutes: 120 }],
    }),
    Cadence.parse({
      key: 'room',
      when: { severity: ['sev1', 'sev2'] },
      steps: [
        { every_minutes: 5, until_minutes: 6 },
        { every_minutes: 20, until_minutes: 120 },
        { every_minutes: 60 },
      ],
    }),
    Cadence.parse({
      key: 'public',
      audience: 'public',
      steps: [{ every_minutes: 5, until_minutes: 4 }, { every_minutes: 20 }],
    }),
    Cadence.parse({
      key: 'board',
      audience: 'board',
      steps: [{ every_minutes: 6, until_minutes: 60 }, { every_minutes: 30 }],
    }),
  ],
  presence: {
    ...defaultPolicy.presence,
    ask_after_minutes: 30,
    answer_within_minutes: 10,
    deputy: 'deputy',
    relief_after_hours: 4,
  },
  clock: { ...defaultPolicy.clock, stale_after_hours: 48 },
};
