import { App, HTTPReceiver } from '@slack/bolt';

/** The smallest Bolt app that answers `/incident help`: what acks cost when nothing is done. */
const receiver = new HTTPReceiver({
  signingSecret: process.env['SLACK_SIGNING_SECRET'] ?? '',
  endpoints: ['/slack/events'],
  customRoutes: [
    { path: '/ready', method: 'GET', handler: (_request, response) => response.end('ok') },
  ],
});
const app = new App({
  token: process.env['SLACK_BOT_TOKEN'] ?? '',
  botId: 'B1',
  botUserId: 'U1',
  tokenVerificationEnabled: false,
  convoStore: false,
  receiver,
});
app.command('/incident', async ({ ack }) => {
  await ack({ response_type: 'ephemeral', text: 'help' });
});
await app.start(Number(process.env['PORT']));
process.stdout.write('ready\n');
