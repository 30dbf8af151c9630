import { keyboard } from '@nut-tree/nut-js';

/** Types its argument with nut.js alone, into whatever has the focus: the peer that the ladder is compared with. */
keyboard.config.autoDelayMs = 0;
await keyboard.type(process.argv[2] ?? '');
