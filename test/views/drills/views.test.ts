import { describeViews } from '../looks.ts';
import { drillsPictures } from './pictures.ts';

describeViews({ name: 'drills', pictures: drillsPictures, snapshot: './pictures.txt' });
