// `npm run package [-- <electron-builder flags>]`: installers for this platform into dist/packages.
import { bootstrap } from './bootstrap.mjs';
import { become } from './setup/command.mjs';
import { ensureHostBundle } from './setup/host-bundle.mjs';
import { inside } from './setup/place.mjs';
import { ensureRenderer } from './setup/renderer.mjs';

const { node } = await bootstrap();
await ensureRenderer(node);
await ensureHostBundle();
process.exitCode = await become(node, [
  inside('node_modules/electron-builder/cli.js'),
  '--config',
  inside('build/electron-builder.yml'),
  '--publish',
  'never',
  ...process.argv.slice(2),
]);
