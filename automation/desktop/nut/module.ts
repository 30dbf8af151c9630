/** The only place that imports nut.js. It takes a third of a second to load, so it is loaded when it is first used. */
export type Nut = typeof import('@nut-tree/nut-js');
export type {
  Button,
  ClipboardProviderInterface,
  ElementInspectionProviderInterface,
  Image,
  Key,
  KeyboardProviderInterface,
  MouseProviderInterface,
  Region,
  ScreenProviderInterface,
  TextFinderInterface,
  WindowElement,
  WindowProviderInterface,
} from '@nut-tree/nut-js';

let loading: Promise<Nut> | null = null;

export function loadNut(): Promise<Nut> {
  return (loading ??= load());
}

async function load(): Promise<Nut> {
  const nut = await import('@nut-tree/nut-js');
  // Its pauses are for the eyes of a person who watches; Sonny reads back instead.
  nut.keyboard.config.autoDelayMs = 0;
  nut.mouse.config.autoDelayMs = 0;
  return nut;
}
