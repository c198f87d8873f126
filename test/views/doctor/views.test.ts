import { describe, expect, it } from 'vitest';
import { describeViews } from '../looks.ts';
import { doctorPictures } from './pictures.ts';

describeViews({
  name: 'looking an incident over',
  pictures: doctorPictures,
  snapshot: './pictures.txt',
  // People and a channel of ours.
  ours: [/^<@U\d+OUT>$/, /^<#CSTATUS>$/],
});

describe('what operators are told', () => {
  it('says of a private incident nothing but its number', () => {
    const blocks = JSON.stringify(doctorPictures()['given up, to operators']);
    expect(blocks).toContain('`00000002` #13 (private)"');
  });
});
