import { expect, it } from 'vitest';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createTuning } from '../../../automation/model/tuning.ts';
import { openModelServer, type ModelServerOptions } from '../../fakes/model-server.ts';
import { progress } from '../../fakes/progress.ts';
import { tinyAt } from '../../fakes/tiny-model.ts';

const open = async (options: ModelServerOptions = {}) => {
  const server = await openModelServer(options);
  const tuning = createTuning({
    clock: createSystemClock(),
    server: () => ({ ...tinyAt(server.url), key: async () => 'right-key' }),
  });
  return { server, tuning };
};

it('a training is begun with the file that was sent, watched and ended', async () => {
  const { server, tuning } = await open({ jobs: ['queued', 'running', 'succeeded'], key: 'right-key' });
  const begun = await tuning.start(['{"messages":[1]}', '{"messages":[2]}'], progress());
  expect(begun).toEqual({ id: 'job-1', status: 'waiting', model: null, tokens: null, say: '' });
  expect(server.requests.map(({ path }) => path)).toEqual(['files', 'fine_tuning/jobs']);
  const sent = String(server.requests[0]?.body['sent']);
  expect(sent).toContain('{"messages":[1]}\n{"messages":[2]}\n');
  expect(sent).toContain('fine-tune');
  expect(server.requests[1]?.body).toEqual({ training_file: 'file-1', model: 'tiny' });
  const seen = [];
  for (let n = 0; n < 3; n++) seen.push(await tuning.look(begun.id, progress()));
  expect(seen.map(({ status }) => status)).toEqual(['waiting', 'running', 'done']);
  expect(seen[2]).toMatchObject({ model: 'tiny:tuned', tokens: 1200 });
  expect((await tuning.cancel(begun.id, progress())).status).toBe('cancelled');
  await server.close();
});

it('says why it failed, and where a server trains nothing', async () => {
  const able = await open({ jobs: ['failed'] });
  expect(await able.tuning.look('job-1', progress())).toMatchObject({
    status: 'failed',
    say: 'The file is of no use.',
  });
  await able.server.close();
  const unable = await open({ knows: [] });
  await expect(unable.tuning.start(['{}'], progress())).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  await unable.server.close();
  await expect(unable.tuning.look('job-1', progress())).rejects.toMatchObject({ code: 'MODEL_UNREACHABLE' });
  const aborted = { ...progress(), signal: AbortSignal.abort() };
  await expect(unable.tuning.cancel('job-1', aborted)).rejects.toMatchObject({ code: 'CANCELLED' });
});
