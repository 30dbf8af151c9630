import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';

const WORKER = join(import.meta.dirname, '../../../automation/desktop/worker.ts');

/** Tells a worker what it answers at once, and is killed before that one has read it. */
const PARENT = `
  const worker = require('node:child_process').fork(process.argv[1], { env: { PATH: '' } });
  worker.send({ type: 'start', ownWindows: [] });
  for (let i = 0; i < 10; i += 1) worker.send({ type: 'halt' });
  worker.send({ type: 'resume' }, () => process.kill(process.pid, 'SIGKILL'));
`;

it('a worker whose parent was killed ends, and says nothing where that one spoke', async () => {
  const parent = spawn(process.execPath, ['-e', PARENT, WORKER], { stdio: ['ignore', 'pipe', 'pipe'] });
  // The streams end when the worker does, which has them from its parent.
  expect(await Promise.all([text(parent.stdout), text(parent.stderr)])).toEqual(['', '']);
});
