import { createSystemClock } from '../../automation/clock/system-clock.ts';
import { createScriptedModel } from '../../automation/model/scripted.ts';
import { openModelServer } from '../fakes/model-server.ts';
import { clientOf } from '../unit/model/serving.ts';
import { modelContract } from './model.contract.ts';

modelContract('scripted', (script) => ({ model: createScriptedModel({ script, clock: createSystemClock() }) }));

modelContract('by chat completions', async (script) => {
  const server = await openModelServer({ script });
  return { model: clientOf(server.url), close: server.close };
});

modelContract('by chat completions, whole where there are tools', async (script) => {
  const server = await openModelServer({ script });
  return { model: clientOf(server.url, { streamTools: false }), close: server.close };
});

modelContract('by chat completions, told the shape', async (script) => {
  const server = await openModelServer({ script, refuses: ['response_format', 'stream_options'] });
  return { model: clientOf(server.url), close: server.close };
});

modelContract('by responses', async (script) => {
  const server = await openModelServer({ script });
  return { model: clientOf(server.url, { api: 'responses' }), close: server.close };
});
