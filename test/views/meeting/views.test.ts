import { describeViews } from '../looks.ts';
import { meetingPictures } from './pictures.ts';

describeViews({ name: 'the meeting', pictures: meetingPictures, snapshot: './pictures.txt' });
