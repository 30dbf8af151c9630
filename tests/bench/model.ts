import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { OpenAI } from 'openai';
import { createSystemClock } from '../../automation/clock/system-clock.ts';
import { createModelClient } from '../../automation/model/client.ts';
import { progress } from '../fakes/progress.ts';
import { tinyAt } from '../fakes/tiny-model.ts';
import { median, timesPeer, unbounded, type Bench } from './parts/row.ts';

const TOKENS = 2000;
const ROUNDS = 25;
const WARM_UP = 5;

/** Reads one answer from its first byte to its last, and says how many letters it has. */
type Arm = () => Promise<number>;

const arms = (baseUrl: string): { readonly raw: Arm; readonly sdk: Arm; readonly ours: Arm } => {
  const body = { model: 'tiny', messages: [{ role: 'user' as const, content: 'Go on.' }], stream: true as const };
  const sdk = new OpenAI({ baseURL: baseUrl, apiKey: 'none' });
  const model = createModelClient({
    server: () => tinyAt(baseUrl),
    clock: createSystemClock(),
    random: Math.random,
  });
  return {
    async raw() {
      const response = await fetch(`${baseUrl}/chat/completions`, { method: 'POST', body: JSON.stringify(body) });
      const decoder = new TextDecoder();
      let rest = '';
      let text = '';
      for await (const chunk of response.body ?? []) {
        const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          if (!line.startsWith('data: ') || line === 'data: [DONE]') continue;
          const frame = JSON.parse(line.slice(6)) as { choices: { delta: { content?: string } }[] };
          text += frame.choices[0]?.delta.content ?? '';
        }
      }
      return text.length;
    },
    async sdk() {
      let text = '';
      for await (const frame of await sdk.chat.completions.create(body)) text += frame.choices[0]?.delta.content ?? '';
      return text.length;
    },
    async ours() {
      let letters = 0;
      const request = { purpose: 'bench', messages: [{ role: 'user' as const, text: 'Go on.' }] };
      await model.ask(request, progress(), (delta) => {
        if (delta.type === 'text') letters += delta.text.length;
      });
      return letters;
    },
  };
};

/** What streaming costs: an answer told token by token, beside a fetch that only reads it and beside the bare SDK. */
export async function run(): Promise<Bench> {
  const server = fork(fileURLToPath(new URL('parts/tokens-process.ts', import.meta.url)), [String(TOKENS)]);
  try {
    const [port] = (await once(server, 'message')) as [number];
    const all = arms(`http://127.0.0.1:${port}/v1`);
    const took: Record<keyof typeof all, number[]> = { raw: [], sdk: [], ours: [] };
    const letters = new Set<number>();
    for (let round = 0; round < ROUNDS + WARM_UP; round++) {
      for (const arm of ['raw', 'sdk', 'ours'] as const) {
        const before = process.cpuUsage();
        letters.add(await all[arm]());
        const { user, system } = process.cpuUsage(before);
        if (round >= WARM_UP) took[arm].push((user + system) / TOKENS);
      }
    }
    if (letters.size !== 1) throw new Error(`the answers differ: ${[...letters].join(', ')} letters`);
    const [raw, sdk, ours] = [median(took.raw), median(took.sdk), median(took.ours)];
    return {
      name: 'model',
      rows: [
        timesPeer(
          `µs of processor for each of ${TOKENS} tokens, told as they come`,
          ours,
          raw,
          'fetch, split and JSON.parse',
          2.5,
        ),
        unbounded('the same', ours, sdk, 'openai, create({ stream: true })', 'what is put on top of it'),
      ],
    };
  } finally {
    server.disconnect();
  }
}
