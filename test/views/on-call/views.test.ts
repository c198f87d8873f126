import { describe, expect, it } from 'vitest';
import { describeViews } from '../looks.ts';
import { onCallPictures } from './pictures.ts';

describeViews({
  name: 'who is on call',
  pictures: onCallPictures,
  snapshot: './pictures.txt',
  // A telephone number of ours.
  ours: [/^<tel:\+4930123456\|\+49 30 123456>$/],
});

describe('who hands over', () => {
  it('is said to have open incidents, never private ones or drills', () => {
    const told = JSON.stringify(onCallPictures('Checkout fails')['the turn changed']);
    expect(told).toContain('Open, with a role of <@UADA>');
    expect(told.match(/#1 /g)).toHaveLength(1);
  });
});
