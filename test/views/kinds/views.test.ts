import { describeViews } from '../looks.ts';
import { kindsPictures } from './pictures.ts';

describeViews({
  name: 'kinds',
  pictures: kindsPictures,
  snapshot: './pictures.txt',
});
