// `npm run check`: types, lint, format, arrows, dead code. One line per tool; output only of those that fail.
import { bootstrap } from './bootstrap.mjs';
import { TOOLS } from './check/tools.mjs';
import { capture } from './setup/command.mjs';

/** Each tool keeps a core busy, and two fit into the memory of a small machine. */
const AT_ONCE = 2;

const { node } = await bootstrap();
const waiting = [...TOOLS];
let failures = 0;
await Promise.all(Array.from({ length: AT_ONCE }, worker));
process.stdout.write(failures === 0 ? 'everything holds\n' : `${failures} of ${TOOLS.length} checks failed\n`);
process.exitCode = failures === 0 ? 0 : 1;

async function worker() {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const begun = performance.now();
    const { code, output } = await capture(node, next.args);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    process.stdout.write(`${code === 0 ? '✓' : '×'} ${next.name} (${seconds} s)\n`);
    if (code === 0) continue;
    failures += 1;
    process.stdout.write(`${output.trimEnd()}\n\n`);
  }
}
