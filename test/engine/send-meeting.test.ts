import { expect, it } from 'vitest';
import { pagedScene } from '../support/paged-scene.ts';

const { scene, ready, paged } = pagedScene();

it('an invitation whose file Slack does not take is told in words once, also where nobody knows whether they got through', async () => {
  const incident = await ready();
  const fault = { error: 'missing_scope' };
  scene.slack.fail({ method: 'files.getUploadURLExternal', fault, times: 9 });
  const when = ({ channel }: Record<string, string>) => channel === 'DU0BEN';
  scene.slack.fail({ method: 'chat.postMessage', fault: { lost: 'after' }, when });
  const [fromAt, toAt] = [new Date('2099-01-05T10:00:00Z'), new Date('2099-01-05T11:00:00Z')];
  const news = {
    ...({ what: 'booked', fromAt, toAt, wasAt: null, where: '', by: 'U0ANA' } as const),
    ...{ reason: '', sequence: 1 },
  };
  await paged(incident, { family: 'announce', type: 'meeting_file', userId: 'U0BEN', news });
  expect(scene.slack.in('DU0BEN')).toHaveLength(1);
  expect(await scene.rows(incident, 'meeting_file')).toMatchObject([{ state: 'sent' }]);
});
