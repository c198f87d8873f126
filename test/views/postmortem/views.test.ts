import { describeViews } from '../looks.ts';
import { postmortemPictures } from './pictures.ts';

describeViews({
  name: 'the postmortem',
  pictures: postmortemPictures,
  snapshot: './pictures.txt',
  ours: [/^<@UREADER\d+>$/, /^<#C0MANAGERS>$/],
});
