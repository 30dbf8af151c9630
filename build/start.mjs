// `npm start`: the window, or with arguments the command line of Sonny.
import { bootstrap } from './bootstrap.mjs';
import { become } from './setup/command.mjs';
import { findElectron } from './setup/electron.mjs';
import { ensureHostBundle } from './setup/host-bundle.mjs';
import { inside } from './setup/place.mjs';
import { ensureRenderer } from './setup/renderer.mjs';
import { say } from './setup/say.mjs';

/** An Electron that ends with an error this soon (milliseconds) never opened its window. */
const STILLBORN = 10_000;

const args = process.argv.slice(2);
const onlyWindow = args.length === 0;
// A real display brings its own desktop; the packages are for the virtual one.
const { DISPLAY, WAYLAND_DISPLAY, SONNY_VIRTUAL } = process.env;
const ownDisplay = SONNY_VIRTUAL !== '1' && Boolean(DISPLAY || WAYLAND_DISPLAY);
const { node } = await bootstrap(ownDisplay ? {} : { system: 'start' });

const serves = args[0] === 'serve' || (args[0] === 'mcp' && args[1] === 'serve');
if (onlyWindow || serves) await ensureRenderer(node);
const ended = onlyWindow ? await startElectron() : null;
process.exitCode = ended ?? (await become(node, [inside('electron/cli/main.ts'), ...(onlyWindow ? ['serve'] : args)]));

/** @returns {Promise<number | null>} Electron's exit code; null when the browser has to show the window */
async function startElectron() {
  const found = await findElectron(node);
  if ('why' in found) {
    say(`the window opens in the browser (${found.why})`);
    return null;
  }
  await ensureHostBundle();
  say('the window opens in Electron');
  const begun = performance.now();
  const code = await become(found.binary, [inside('dist/electron/main.mjs')]);
  if (code === 0 || performance.now() - begun > STILLBORN) return code;
  say(`the window opens in the browser (Electron could not start on this machine: code ${code})`);
  return null;
}
