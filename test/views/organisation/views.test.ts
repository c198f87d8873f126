import { describeViews } from '../looks.ts';
import { pictures } from './pictures.ts';

describeViews({
  name: 'what comes again',
  pictures,
  snapshot: 'pictures.txt',
  ours: [/^<https:\/\/example\.com\/vault\|where it stands>$/],
});
