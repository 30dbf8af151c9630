import type { Accessibility } from '../providers/atspi/index.ts';
import type { TextFinder } from '../providers/ocr/text-finder.ts';
import type { X11 } from '../providers/x11/index.ts';
import { elementProvider } from './element-provider.ts';
import { keyboardProvider, mouseProvider } from './input-providers.ts';
import { loadNut, type Nut } from './module.ts';
import { clipboardProvider, screenProvider, textFinderProvider } from './screen-providers.ts';
import { windowProvider } from './window-provider.ts';

/**
 * nut.js with Sonny's providers in place of its own on X11, where its own lose characters, list windows that are none and
 * can't tell whether a paste arrived.
 */
export async function nutOnX11(
  x11: X11,
  finder: TextFinder,
  accessibility: () => Promise<Accessibility>,
): Promise<Nut> {
  const nut = await loadNut();
  const registry = nut.providerRegistry;
  registry.registerKeyboardProvider(keyboardProvider(nut, x11));
  registry.registerMouseProvider(mouseProvider(nut, x11));
  registry.registerWindowProvider(windowProvider(nut, x11));
  registry.registerScreenProvider(screenProvider(nut, x11));
  registry.registerClipboardProvider(clipboardProvider(x11));
  registry.registerTextFinder(textFinderProvider(nut, finder));
  registry.registerWindowElementInspector(elementProvider(nut, x11, accessibility));
  return nut;
}
