import { keyboard } from '@nut-tree/nut-js';

// A process that types with nut.js alone whatever its parent sends, as fast as nut.js can, and answers with the milliseconds.
keyboard.config.autoDelayMs = 0;
process.on('message', (text: string) => {
  const before = performance.now();
  void keyboard.type(text).then(() => process.send?.(performance.now() - before));
});
process.send?.('ready');
