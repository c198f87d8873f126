import { describeViews } from '../looks.ts';
import { tasksPictures } from './pictures.ts';

describeViews({
  name: 'tasks',
  pictures: tasksPictures,
  snapshot: './pictures.txt',
});
