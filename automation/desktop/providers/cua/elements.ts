import { GetWindowStateInput, type CuaDriverLike } from '@trycua/cua-driver';
import type { Element, Window } from '../../../../shared/ports/driver.ts';
import type { Accessibility } from '../atspi/index.ts';
import { matches, pickOne } from '../atspi/pick.ts';

const MOST_ELEMENTS = 2000;

/** The element tree of macOS and Windows. It reads; text goes in by paste, so no field is offered for writing. */
export function cuaAccessibility(driver: CuaDriverLike): Accessibility {
  async function all({ id, pid }: Window): Promise<readonly Element[]> {
    if (pid === null) return [];
    const state = await driver.getWindowState(
      GetWindowStateInput.new({
        pid,
        windowId: BigInt(id),
        includeAccessibilityTree: true,
        includeScreenshot: false,
        maxElements: MOST_ELEMENTS,
      }),
    );
    return (state.elements ?? []).map((element) => {
      const role = roleOf(element.role);
      const { frame } = element;
      return {
        id: String(element.elementIndex),
        role,
        name: element.label ?? '',
        rect: frame ? { x: frame.x, y: frame.y, width: frame.w, height: frame.h } : null,
        states: [
          'showing',
          ...(element.enabled === false ? [] : ['enabled', 'sensitive']),
          ...(element.selected ? ['selected'] : []),
        ],
        depth: element.depth,
        ...(element.value === undefined || role === 'password text' ? {} : { text: element.value }),
      };
    });
  }
  const mainText = (elements: readonly Element[]) =>
    elements.filter(({ role, text }) => role === 'text' && text !== undefined).toSorted((a, b) => size(b) - size(a))[0];

  return {
    elements: async (window, query) => (await all(window)).filter((element) => matches(query, element)),
    find: async (window, query) => pickOne(query, await all(window)),
    async readText(window, query) {
      const elements = await all(window);
      return (query ? pickOne(query, elements, { forReading: true }) : mainText(elements))?.text ?? null;
    },
    field: () => Promise.resolve(null),
    focusedElement: () => Promise.resolve(null),
    passwordRects: async (window) =>
      (await all(window)).flatMap(({ role, rect }) => (role === 'password text' && rect ? [rect] : [])),
    onChange: () => () => undefined,
    closed: false,
    close: () => driver.shutdown(),
  };
}

const size = ({ rect }: Element) => (rect ? rect.width * rect.height : 0);

/** The systems' own role names, without the "AX" of macOS, in the words of the driver's contract. */
const ROLES: Readonly<Record<string, string>> = {
  Button: 'push button',
  CheckBox: 'check box',
  RadioButton: 'radio button',
  MenuItem: 'menu item',
  MenuBarItem: 'menu',
  TextField: 'entry',
  TextArea: 'text',
  Edit: 'text',
  Document: 'text',
  SecureTextField: 'password text',
  StaticText: 'label',
  Text: 'label',
  Link: 'link',
  Hyperlink: 'link',
  PopUpButton: 'combo box',
  ComboBox: 'combo box',
};

function roleOf(role: string): string {
  const bare = role.replace(/^AX/, '');
  return ROLES[bare] ?? bare.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
