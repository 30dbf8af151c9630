import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inside } from '../../../build/setup/place.mjs';

/** File, what it imports, and the rule that must stop it. */
const TRESPASSES: readonly (readonly [string, string, string])[] = [
  ['shared/protocol/a.ts', '../symbolic/b.ts', 'protocol-folders'],
  ['shared/symbolic/b.ts', 'xstate', 'symbolic-packages'],
  ['shared/ports/c.ts', 'xstate', 'ports-packages'],
  ['shared/ports/d.ts', '../planning/e.ts', 'ports-folders'],
  ['shared/planning/e.ts', '../execution/f.ts', 'planning-folders'],
  ['shared/execution/f.ts', 'node:fs', 'host-free'],
  ['shared/policy/g.ts', 'xstate', 'machines'],
  ['automation/files/h.ts', '../desktop/i.ts', 'automation-apart'],
  ['automation/desktop/i.ts', '@nut-tree/nut-js', 'one-hand'],
  ['electron/w.ts', '@modelcontextprotocol/client', 'one-mcp'],
  ['automation/store/j.ts', '../../shared/execution/f.ts', 'automation-inwards'],
  ['automation/store/t.ts', '../../shared/planning/e.ts', 'search-in-its-worker'],
  ['electron/server/k.ts', 'electron', 'node-host-without-electron'],
  ['electron/cli/l.ts', '../../shared/execution/f.ts', 'hosts'],
  ['renderer/m.ts', '../shared/ports/c.ts', 'renderer-folders'],
  ['renderer/goal/u.ts', '../run/v.ts', 'screens-apart'],
  ['shared/goals/n.ts', '../../tests/o.ts', 'program-without-tests'],
  ['shared/skills/p.ts', './q.ts', 'no-cycles'],
  ['electron/r.ts', './nothing.ts', 'resolvable'],
];

/** What the rest of it takes. */
const BYSTANDERS = [
  ['shared/skills/q.ts', './p.ts'],
  ['tests/o.ts', 'zod'],
  ['build/s.ts', 'zod'],
  ['renderer/run/v.ts', 'zod'],
] as const;

let folder: string;
let said: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sonny-arrows-'));
  for (const [file, target] of [...TRESPASSES, ...BYSTANDERS] as const) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `import '${target}';\nexport {};\n`);
  }
  for (const file of ['build/dependency-rules.mjs', 'build/tsconfig.base.json', 'package.json'])
    cpSync(inside(file), join(folder, file));
  symlinkSync(inside('node_modules'), join(folder, 'node_modules'), 'junction');
  const program = inside('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = [
    program,
    '--config',
    'build/dependency-rules.mjs',
    'shared',
    'automation',
    'electron',
    'renderer',
    'tests',
  ];
  said = await new Promise((resolve) =>
    execFile(process.execPath, args, { cwd: folder }, (_error, out, err) => resolve(out + err)),
  );
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

test.each(TRESPASSES)('%s may not import %s', (file, _target, rule) => {
  expect(said).toContain(`${rule}: ${file}`);
});
