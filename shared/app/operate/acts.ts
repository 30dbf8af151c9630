import type { SeenElement, Target } from '../../ports/eye.ts';
import type { Act } from '../../prompts/asks/operate.ts';
import type { Json } from '../../protocol/json.ts';
import type { Named } from './elements.ts';

/** A call that an act comes to, or why it comes to none. */
export type Chosen =
  { readonly skill: string; readonly args: Readonly<Record<string, Json>> } | { readonly wrong: string };

const wrong = (say: string): Chosen => ({ wrong: say });

const onWindow = (
  act: Act,
  named: (id: string) => Named | string,
  window: Json,
  elements: readonly Named[],
  file: string | null,
): Chosen => {
  /** Of what was only recognised on a picture. */
  const placeOf = (id: string): SeenElement['at'] => elements.find((one) => one.id === id)?.element.at;
  const about = (id: string, make: (of: Readonly<Record<string, Json>>) => Chosen): Chosen => {
    const found = named(id);
    if (typeof found === 'string') return wrong(found);
    const { role, name, window: dialog } = found.element;
    return make({ window: dialog ? { ...dialog } : window, role, name });
  };
  switch (act.do) {
    case 'click': {
      const at = placeOf(act.element);
      if (at) return { skill: 'pointer.click', args: { window, ...at } };
      return about(act.element, (args) => ({ skill: 'element.click', args }));
    }
    case 'fill':
      if (placeOf(act.element)) return wrong(`${act.element} is only seen on a picture: click it, then write.`);
      return about(act.element, (args) => ({ skill: 'element.fill', args: { ...args, text: act.text } }));
    case 'press': {
      const buttons = act.elements.map(named);
      const missing = buttons.find((button) => typeof button === 'string');
      if (missing !== undefined) return wrong(missing);
      const names = buttons.flatMap((button) => (typeof button === 'string' ? [] : [button.element.name]));
      return { skill: 'element.press-all', args: { window, names } };
    }
    case 'write':
      return { skill: 'text.write', args: { window, text: act.text } };
    case 'replace':
      return { skill: 'text.replace', args: { window, find: act.find, with: act.with } };
    case 'keys':
      return { skill: 'keys.press', args: { window, chord: act.chord } };
    case 'point':
      return { skill: 'pointer.click', args: { window, x: act.x, y: act.y } };
    case 'save':
      return act.path === undefined
        ? { skill: 'document.save', args: { window, ...(file === null ? {} : { path: file }) } }
        : { skill: 'document.save-as', args: { window, path: act.path } };
    case 'wait':
      return { skill: 'wait.element', args: { window, name: act.name } };
    default:
      return wrong(`“${act.do}” is done on pages only.`);
  }
};

const onPage = (act: Act, named: (id: string) => Named | string, page: Json): Chosen => {
  const about = (id: string, make: (name: string, role: string) => Chosen): Chosen => {
    const found = named(id);
    return typeof found === 'string' ? wrong(found) : make(found.element.name, found.element.role);
  };
  switch (act.do) {
    case 'click':
      return about(act.element, (name, role) => ({
        skill: role === 'link' ? 'web.follow' : 'web.click',
        args: { page, name },
      }));
    case 'fill':
      return about(act.element, (name) => ({ skill: 'web.fill', args: { page, name, text: act.text } }));
    case 'choose':
      return about(act.element, (name) => ({ skill: 'web.choose', args: { page, name, option: act.option } }));
    case 'tick':
      return about(act.element, (name) => ({ skill: 'web.tick', args: { page, name, on: act.on } }));
    case 'open':
      return { skill: 'web.open', args: { url: act.url, page } };
    case 'wait':
      return { skill: 'web.wait', args: { page, name: act.name } };
    default:
      return wrong(`“${act.do}” is done in windows only.`);
  }
};

/**
 * An act of a model as a call of a skill. Elements are named by their ids and become what they are called: that is what is journalled.
 * @param file what the window was opened with, where that is known: then a save of it can be taken back
 */
export const chosen = (act: Act, target: Target, elements: readonly Named[], file: string | null): Chosen => {
  const named = (id: string): Named | string => {
    const found = elements.find((one) => one.id === id);
    if (!found) return `There is no element ${id}.`;
    if (found.element.name.trim() === '') return `${id} has no name to find it by.`;
    return found.double
      ? `Several ${found.element.role}s are called “${found.element.name}”, so ${id} can’t be told apart.`
      : found;
  };
  return 'window' in target
    ? onWindow(act, named, { ...target.window }, elements, file)
    : onPage(act, named, { ...target.page });
};
