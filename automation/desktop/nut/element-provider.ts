import { progressUntil } from '../../../shared/ports/progress.ts';
import type { Element, Window } from '../../../shared/ports/driver.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { Accessibility } from '../providers/atspi/index.ts';
import type { X11 } from '../providers/x11/index.ts';
import type { ElementInspectionProviderInterface, Nut, WindowElement } from './module.ts';

const PATIENCE_MS = 5000;

/** nut.js’s element inspector on Linux, over the accessibility tree. */
export function elementProvider(
  nut: Nut,
  { windows }: X11,
  accessibility: () => Promise<Accessibility>,
): ElementInspectionProviderInterface {
  async function read(handle: number, role?: string): Promise<readonly WindowElement[]> {
    const window: Window | null = await windows.describe(handle);
    if (!window) throw new SonnyError('TARGET_GONE', `Window ${handle} is closed.`);
    const progress = progressUntil(Date.now() + PATIENCE_MS);
    const seen = await (await accessibility()).elements(window, role === undefined ? {} : { role }, progress);
    return seen.map((element) => describe(nut, element));
  }
  const findElements: ElementInspectionProviderInterface['findElements'] = async (handle, wanted) => {
    const seen = await read(handle, wanted.role ?? wanted.type);
    return seen.filter(
      (element) =>
        fits(wanted.title, element.title) && fits(wanted.value, element.value) && wanted.selectedText === undefined,
    );
  };
  return {
    findElements,
    getElements: async (handle, most) => ({ children: (await read(handle)).slice(0, most) }),
    findElement: async (handle, wanted) => {
      const [first] = await findElements(handle, wanted);
      if (!first) throw new SonnyError('TARGET_MISSING', 'No element of the window fits.');
      return first;
    },
  };
}

function describe(nut: Nut, { role, name, rect, states, text }: Element): WindowElement {
  return {
    type: role,
    role,
    title: name,
    isEnabled: states.includes('enabled') || states.includes('sensitive'),
    isFocused: states.includes('focused'),
    ...(rect ? { region: new nut.Region(rect.x, rect.y, rect.width, rect.height) } : {}),
    ...(text === undefined ? {} : { value: text }),
  };
}

function fits(wanted: string | RegExp | undefined, value = ''): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === 'string' ? wanted === value : wanted.test(value);
}
