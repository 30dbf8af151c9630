import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { createScriptedModel } from '../../../automation/model/scripted.ts';
import type { Performer } from '../../../shared/ports/performer.ts';
import { foreignSkill } from '../../../shared/skills/foreign.ts';
import { Catalogue } from '../../../shared/skills/plugged.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;
let told: Record<string, unknown>[] = [];
afterEach(() => program.dispose());

const TEXT = 'rosemary@herbs.example';

const open = async (...parts: object[]): Promise<void> => {
  told = [];
  const clock = createSystemClock();
  const model = createScriptedModel({ clock, script: [{ answer: { value: { kind: 'plan', parts } as never } }] });
  const catalogue = new Catalogue();
  const properties = { to: { type: 'string' }, body: { type: 'string' }, copies: { type: 'integer' } };
  const send = { name: 'send', inputSchema: { type: 'object', properties, required: ['body'] } } as const;
  catalogue.bring('mcp', [foreignSkill('post', send, null, true)]);
  const post: Performer = {
    skills: ['mcp.post.send'],
    perform: async ({ args }) => {
      told.push(args);
      return { status: 'done', outputs: { text: 'Sent.' }, evidence: [], receipt: null };
    },
    undo: async () => ({ status: 'undone', evidence: [] }),
  };
  program = await openSimulatedProgram(createSimulatedDriver(), clock, false, { model, catalogue, performers: [post] });
  await mkdir(join(program.home, 'Notes'));
  await writeFile(join(program.home, 'Notes/to.txt'), TEXT);
};

const GOAL = 'read ~/Notes/to.txt and hand it on as I like it best';
const READ = { words: 'read ~/Notes/to.txt', do: 'files.read', args: { path: '~/Notes/to.txt' } };
const sending = (args: object): object => ({ words: 'hand it on', do: 'mcp.post.send', args });
const FROM = { from: 1, output: 'text' };

describe('an argument that an earlier step gives', () => {
  test('goes into a tool of others, is asked about with its value once that is known, and with whose it is', async () => {
    await open(READ, sending({ to: FROM, body: 'Hello' }));
    const planned = await program.propose(GOAL);
    expect(planned.steps[1]?.args).toEqual({ to: { from: 's1', output: 'text' }, body: 'Hello' });
    expect(planned.steps[1]?.dependsOn).toEqual(['s1']);
    expect(planned.approval?.preview.join('\n')).toContain('to the text of step 1, which is from the file');
    const asked = await program.approve(planned);
    expect(asked.approval?.stepId).toBe('s2');
    expect(asked.approval?.preview.join('\n')).toContain(`Not in your words: to ${TEXT}, which is from the file`);
    expect(told).toEqual([]);
    await program.approve(asked);
    expect(told).toEqual([{ to: TEXT, body: 'Hello' }]);
  });

  test('is joined with fixed words, and carries whose each is', async () => {
    await open(READ, sending({ body: { join: ['Write to ', FROM, ', please.'] } }));
    const asked = await program.approve(await program.propose(GOAL));
    expect(asked.approval?.preview.join('\n')).toContain(`Write to ${TEXT}, please.`);
    await program.approve(asked);
    expect(told).toEqual([{ body: `Write to ${TEXT}, please.` }]);
  });

  test('becomes part of a file’s name, which is asked about once it is known', async () => {
    const copy = { join: ['~/Notes/', FROM, '.txt'] };
    await open(READ, { words: 'hand it on', do: 'files.write', args: { path: copy, text: FROM } });
    const planned = await program.propose(GOAL);
    expect(planned.status, JSON.stringify(planned.proposals)).toBe('awaiting-approval');
    const asked = await program.approve(planned);
    expect(asked.status, asked.sentence).toBe('awaiting-step-approval');
    expect(asked.approval?.preview.join('\n')).toContain(`/Notes/${TEXT}.txt`);
    const done = await program.approve(asked);
    expect(done.status, done.sentence).toBe('done');
    expect(await readFile(join(program.home, `Notes/${TEXT}.txt`), 'utf8')).toBe(TEXT);
    await program.sonny.dispatch({ type: 'run.undo', runId: done.id });
    expect((await program.settled(done.id)).status).toBe('undone');
    expect(await readdir(join(program.home, 'Notes'))).toEqual(['to.txt']);
  });

  test.each(['../../etc/passwd', 'a/b', '..', ' ', 'two\nlines'])('leads to no other folder: %j', async (text) => {
    const copy = { join: ['~/Notes/', FROM, '.txt'] };
    await open(READ, { words: 'hand it on', do: 'files.write', args: { path: copy, text: 'x' } });
    await writeFile(join(program.home, 'Notes/to.txt'), text);
    const run = await program.run(GOAL);
    expect(run.status).toBe('failed');
    expect(run.steps[1]?.status).toBe('refused');
    expect(await readdir(join(program.home, 'Notes'))).toEqual(['to.txt']);
  });

  test.each([
    ['an output that the part does not give', { body: { from: 1, output: 'files' } }, /does not give/u],
    ['a text for a number', { body: 'x', copies: FROM }, /cannot take this copies/u],
    ['a part that comes later', { body: { from: 3, output: 'text' } }, /part 3 does not come before it/u],
    ['a step that there is not', { body: { from: 's9', output: 'text' } }, /no step s9 that is done gave text/u],
  ])('is refused where it is %s', async (_, args, say) => {
    await open(READ, sending(args));
    const run = await program.propose(GOAL);
    expect(run.proposals?.[0]).toMatchObject({ verdict: 'rejected', say: expect.stringMatching(say) });
  });
});
