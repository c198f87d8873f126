import { describeViews } from '../looks.ts';
import { escalationPictures } from './pictures.ts';

describeViews({
  name: 'escalation',
  pictures: escalationPictures,
  snapshot: './pictures.txt',
  // Contacts are reached by telephone; those whom the policy pages have ids of their own.
  ours: [/^<tel:\+?[\d]+\|[^<>]*>$/, /^<@U[A-Z]+>$/],
});
