import { describeViews } from '../looks.ts';
import { presencePictures } from './pictures.ts';

describeViews({
  name: 'presence',
  pictures: presencePictures,
  snapshot: './pictures.txt',
});
