import { Policy } from '../../src/policy/schema.ts';
import { defaultPolicy } from '../incident/story.ts';

/** Files that are asked for, action items in two kinds, and something that is owed. */
export const linksPolicy: Policy = Policy.parse({
  ...defaultPolicy,
  calendar: { zone: 'Asia/Bangkok' },
  fields: [
    { key: 'video', name: 'Video', type: 'files', required: true, files: 2, ask: ['declare'] },
    { key: 'cause', name: 'Cause', type: 'text' },
  ],
  action_items: {
    kinds: [
      { key: 'hotfix', name: 'Hotfix now', due_within_days: 1, expected: true },
      { key: 'later', name: 'Next release', tracker: 'https://tracker.acme.example/new' },
      { key: 'drill_only', name: 'Drill', when: { is_drill: true } },
    ],
    priorities: [{ name: 'P0', due_within_days: 2 }, { name: 'P1' }],
  },
  obligations: [
    {
      key: 'regulator',
      name: 'Notice to the regulator',
      to: 'The regulator',
      evidence: 'The receipt',
      when: { severity: ['sev1'] },
    },
  ],
});
