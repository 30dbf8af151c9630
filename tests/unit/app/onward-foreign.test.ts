import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { createScriptedModel } from '../../../automation/model/scripted.ts';
import type { Performer } from '../../../shared/ports/performer.ts';
import { foreignSkill } from '../../../shared/skills/foreign.ts';
import { Catalogue } from '../../../shared/skills/plugged.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;
let told: unknown[] = [];
afterEach(() => program.dispose());

const GOAL = 'read ~/diary.txt and look up "roses" in the library';
const open = async (query: string): Promise<void> => {
  told = [];
  const clock = createSystemClock();
  const look = { words: 'look up', do: 'mcp.library.search', args: { query } };
  const parts = [
    [
      { words: 'read ~/diary.txt', do: 'files.read', args: { path: '~/diary.txt' } },
      { words: 'look up', do: 'plan.rest', args: { task: 'Look it up.' } },
    ],
    [look],
  ];
  const model = createScriptedModel({
    clock,
    script: (_, turn) => ({ text: JSON.stringify({ kind: 'plan', parts: parts[turn] ?? [] }) }),
  });
  const search = {
    name: 'search',
    inputSchema: { type: 'object', properties: { query: { type: 'string' } } },
  } as const;
  const catalogue = new Catalogue();
  catalogue.bring('mcp', [foreignSkill('library', search, 'R0', false)]);
  const library: Performer = {
    skills: ['mcp.library.search'],
    perform: async ({ args }) => {
      told.push(args);
      return { status: 'done', outputs: { text: 'Nothing.' }, evidence: [], receipt: null };
    },
    undo: async () => ({ status: 'undone', evidence: [] }),
  };
  program = await openSimulatedProgram(createSimulatedDriver(), clock, false, {
    model,
    catalogue,
    performers: [library],
  });
  await writeFile(join(program.home, 'diary.txt'), 'My bank code is 4711-22.');
};

test('a tool that only reads is asked what the person said without another word', async () => {
  await open('roses');
  const done = await program.approve(await program.propose(GOAL));
  expect(done.status, done.sentence).toMatch(/^done/u);
  expect(told).toEqual([{ query: 'roses' }]);
});

test('it is told nothing of what was read before the person has seen it', async () => {
  await open('My bank code is 4711-22.');
  const asked = await program.approve(await program.propose(GOAL));
  expect(asked.approval?.digest?.[0]?.lines.join('\n')).toContain('My bank code is 4711-22.');
  expect(told).toEqual([]);
});
