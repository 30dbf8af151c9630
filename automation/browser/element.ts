import type { Locator, Page } from 'playwright-core';
import { SonnyError } from '../../shared/protocol/errors.ts';

type Role = Parameters<Page['getByRole']>[0];

export const FIELDS: readonly Role[] = ['textbox', 'searchbox', 'combobox', 'spinbutton'];
export const LISTS: readonly Role[] = ['combobox', 'listbox'];
export const BOXES: readonly Role[] = ['checkbox', 'radio', 'switch', 'menuitemcheckbox', 'menuitemradio'];
export const BUTTONS: readonly Role[] = ['button', 'menuitem', 'tab', 'option', 'treeitem'];
export const LINKS: readonly Role[] = ['link'];

/** Names are compared without case and surrounding space; exactly otherwise. */
export const named = (name: string): RegExp =>
  new RegExp(
    `^\\s*${name
      .trim()
      .split(/\s+/u)
      .map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`))
      .join(String.raw`\s+`)}\\s*$`,
    'iu',
  );

/** The only shown element of the page that has one of the roles and that name. @throws SonnyError TARGET_MISSING, TARGET_AMBIGUOUS */
export const theOne = async (page: Page, roles: readonly Role[], name: string): Promise<Locator> => {
  const name_ = named(name);
  const [first, ...others] = roles.map((role) => page.getByRole(role, { name: name_ }));
  if (first === undefined) throw new SonnyError('INTERNAL', 'No role is given.');
  const all = others.reduce((either, one) => either.or(one), first);
  const count = await all.count();
  if (count === 0) throw new SonnyError('TARGET_MISSING', `Nothing on the page is called “${name}”.`);
  if (count > 1) throw new SonnyError('TARGET_AMBIGUOUS', `${count} elements of the page are called “${name}”.`);
  return all;
};
