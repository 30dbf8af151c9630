import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ActionResult } from '../../shared/ports/driver.ts';
import { SonnyError, type ErrorCode } from '../../shared/protocol/errors.ts';
import { HOSTILE_STRINGS, type HostileString } from '../fixtures/hostile-strings.ts';
import { createWorld, progress, type World } from './scenarios/world.ts';
import { featherpad, mousepad } from './text-exactness/saved-text.ts';
import type { Subject } from './text-exactness/subject.ts';
import { xterm } from './text-exactness/terminal.ts';
import { textArea } from './text-exactness/text-area.ts';
import { writer } from './text-exactness/writer.ts';

const SUBJECTS = [mousepad, featherpad, writer, xterm, textArea];
const LEAST_EXACT = 95;
/** Enough to see the difference, few enough to be quick. */
const TYPED = ['shifted symbols', 'the shopping note', 'accents', 'bait for autocorrection'];
/** Shows that nut.js does type: what it gets wrong is not the test's doing. */
const PLAIN = 'the quick brown fox';
const run = promisify(execFile);

interface Trial {
  readonly subject: string;
  readonly string: string;
  /** What the driver said, or the code of its error. */
  readonly status: ActionResult['status'] | ErrorCode;
  readonly method: string;
  readonly exact: boolean;
  readonly milliseconds: number;
}

let world: World;
beforeAll(async () => {
  world = await createWorld();
}, 60_000);
afterAll(() => world?.dispose());

const enter = async (subject: Subject, { name, text }: HostileString): Promise<Trial> => {
  const { window, mode } = subject;
  const from = performance.now();
  const { status, method = '' } = await world.driver
    .enterText(window.id, text, mode, null, progress())
    .catch((thrown: unknown) => ({ status: SonnyError.from(thrown).code, method: '' }));
  const milliseconds = Math.round(performance.now() - from);
  const exact = (await subject.holds(text)) === text;
  return { subject: subject.name, string: name, status, method, exact, milliseconds };
};

/** How many of some texts nut.js types exactly on its own. */
const typedByNut = async (subject: Subject): Promise<number> => {
  let exact = 0;
  for (const text of [PLAIN, ...HOSTILE_STRINGS.filter(({ name }) => TYPED.includes(name)).map(({ text }) => text)]) {
    await world.driver.enterText(subject.window.id, '', 'replace', null, progress());
    await world.driver.focus(subject.window.id, progress());
    const script = fileURLToPath(new URL('./text-exactness/nut-type.ts', import.meta.url));
    await run(process.execPath, [script, text], { env: { ...world.env } });
    exact += (await subject.holds(text)) === text ? 1 : 0;
  }
  return exact;
};

test('20 hostile strings in 5 applications: exact, and never claimed to be when they are not', async () => {
  const trials: Trial[] = [];
  let typed = 0;
  for (const make of SUBJECTS) {
    const subject = await make(world);
    for (const string of HOSTILE_STRINGS) trials.push(await enter(subject, string));
    if (make === mousepad) typed = await typedByNut(subject);
  }
  const of = (subject: string): readonly Trial[] => trials.filter((trial) => trial.subject === subject);
  const rows = [...new Set(trials.map(({ subject }) => subject))].map((subject) => ({
    application: subject,
    exact: `${of(subject).filter(({ exact }) => exact).length}/${of(subject).length}`,
    verified: of(subject).filter(({ status }) => status === 'verified').length,
    unverified: of(subject).filter(({ status }) => status === 'unverified').length,
    ways: [...new Set(of(subject).map(({ method }) => method))].join(', '),
    'ms each': Math.round(of(subject).reduce((sum, { milliseconds }) => sum + milliseconds, 0) / of(subject).length),
  }));
  console.table(rows);
  const exact = trials.filter((trial) => trial.exact).length;
  console.log(`exact: ${exact} of ${trials.length}; nut.js alone, in mousepad: ${typed} of ${TYPED.length + 1}`);
  const amiss = trials.filter((trial) => !trial.exact || !['verified', 'unverified'].includes(trial.status));
  if (amiss.length > 0) console.table(amiss);

  expect(trials).toHaveLength(SUBJECTS.length * HOSTILE_STRINGS.length);
  expect(trials.filter((trial) => !trial.exact && trial.status !== 'unverified')).toEqual([]);
  expect(exact).toBeGreaterThanOrEqual(LEAST_EXACT);
}, 180_000);
