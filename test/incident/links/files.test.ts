import { describe, expect, test } from 'vitest';
import { missingFiles } from '../../../src/incident/links/files.ts';
import type { Command } from '../../../src/incident/types.ts';
import { linksPolicy } from '../../support/links-policy.ts';
import { Story } from '../story.ts';

const attach = (field: string | null, ...ids: string[]): Command => ({
  type: 'attach_files',
  by: 'UADA',
  field,
  files: ids.map((id) => ({ id, name: `${id}.png`, permalink: 'https://f.example/x' })),
});

const begun = () => new Story({}, linksPolicy).at(1);
const left = (story: Story) => missingFiles(story.incident, linksPolicy).map((each) => each.left);

describe('files', () => {
  test('that are required are missing until as many are there as are asked for', () => {
    const story = begun();
    expect(left(story)).toEqual([2]);
    expect(left(story.does(attach('video', 'F1AA')))).toEqual([1]);
    expect(left(story.does(attach('video', 'F2AA')))).toEqual([]);
    expect(story.incident.state.fields['video']).toEqual(['F1AA', 'F2AA']);
  });

  test('are told to the room unless it sees them already, and are read by delivery', () => {
    const story = begun().does(attach(null, 'F1AA'));
    expect(story.told()).toMatchObject([{ to: 'room', fact: { type: 'files_attached' } }]);
    expect(story.effects.map(({ type }) => type)).toContain('sync_files');
    const here = { ...attach(null, 'F2AA'), isHere: true } as Command;
    expect(story.does(here).told()).toEqual([]);
  });

  test('may get their field later, and are not attached twice', () => {
    const story = begun().does(attach(null, 'F1AA')).does(attach('video', 'F1AA'));
    expect(story.incident.state.files).toMatchObject([{ id: 'F1AA', field: 'video' }]);
    expect(story.refuses(attach('video', 'F1AA')).code).toBe('files_known');
  });

  test('go only where the policy takes files', () => {
    expect(begun().refuses(attach('cause', 'F1AA'))).toEqual({
      code: 'unknown_files_field',
      given: 'cause',
      allowed: ['Video'],
    });
    expect(begun().refuses(attach('video')).code).toBe('no_files');
  });

  test('keep what delivery read of them, told once', () => {
    const kept: Command = {
      type: 'files_kept',
      files: [
        { id: 'F1AA', sha256: 'ab', copiedTo: '/e/1/ab-F1AA.png' },
        { id: 'F9ZZ', sha256: 'cd', copiedTo: null },
      ],
    };
    const story = begun().does(attach(null, 'F1AA')).does(kept);
    expect(story.incident.state.files).toMatchObject([{ sha256: 'ab' }]);
    const { version } = story.incident;
    expect(story.does(kept).incident.version).toBe(version);
  });
});
