import { describeViews } from '../looks.ts';
import { actionItemsPictures } from './pictures.ts';

describeViews({ name: 'action-items', pictures: actionItemsPictures, snapshot: './pictures.txt' });
