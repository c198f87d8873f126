import { describeViews } from '../looks.ts';
import { linksPictures } from './pictures.ts';

describeViews({
  name: 'ties',
  pictures: linksPictures,
  snapshot: './pictures.txt',
  // A file by its name: it leads to Slack, and what is special in the name is escaped.
  ours: [/^<https:\/\/[a-z]+\.acme\.example\/[^\s<>|]*\|[^<>|]*>$/],
});
