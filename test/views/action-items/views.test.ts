import { describeViews } from '../looks.ts';
import { actionItemsPictures } from './pictures.ts';

describeViews({
  name: 'action items',
  pictures: actionItemsPictures,
  snapshot: './pictures.txt',
  // Where one is filed, and the message that it was made from.
  ours: [/^<https:\/\/[a-z]+\.acme\.example\/[^\s<>|]*\|[^<>|]*>$/],
});
