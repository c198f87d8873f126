import { describeViews } from '../looks.ts';
import { clocksPictures } from './pictures.ts';

describeViews({
  name: 'clocks',
  pictures: clocksPictures,
  snapshot: './pictures.txt',
  ours: [/^<@UBOSS>$/, /^<https:\/\/meet\.example\.com\/1\|[^<>|]+>$/],
});
