/**
 * Functions that run inside a page: each must hold everything it uses. What they are given is an element of the page, of which only this
 * much is known here.
 */
interface Shown {
  readonly tagName: string;
  readonly textContent: string | null;
  querySelectorAll(selector: string): ArrayLike<Shown>;
  readonly innerText?: string;
  readonly href?: unknown;
  readonly type?: string;
  readonly form?: unknown;
  readonly colSpan?: number;
  readonly rows?: unknown;
  readonly cells?: unknown;
  readonly options?: unknown;
  readonly selectedOptions?: unknown;
}

type Option = { readonly label: string };

/** Where a link leads; empty for what is none. */
export const hrefOf = (a: Shown): string => (a.tagName === 'A' && typeof a.href === 'string' ? a.href : '');

/** Whether a click would send a form. */
export const sendsForm = (element: Shown): boolean =>
  ['BUTTON', 'INPUT'].includes(element.tagName) &&
  Boolean(element.form) &&
  ['submit', 'image'].includes(element.type ?? '');

/** The type of an input. */
export const inputType = (input: Shown): string => (input.tagName === 'INPUT' ? (input.type ?? '') : '');

/** What a list has chosen, a line each. */
export const chosenIn = (list: Shown): string =>
  Array.from((list.selectedOptions ?? []) as ArrayLike<Option>, ({ label }) => label).join('\n');

export const optionsOf = (list: Shown): string[] =>
  Array.from((list.options ?? []) as ArrayLike<Option>, ({ label }) => label);

/** Rows of cells as they are shown; a cell over several columns stands in the first of them. */
export const cellsOf = (table: Shown): string[][] => {
  const rows = Array.from((table.rows ?? table.querySelectorAll('[role=row]')) as ArrayLike<Shown>);
  const cells = '[role=cell],[role=gridcell],[role=columnheader],[role=rowheader]';
  return rows.map((row) =>
    Array.from((row.cells ?? row.querySelectorAll(cells)) as ArrayLike<Shown>).flatMap((cell) => {
      const text = (cell.innerText ?? cell.textContent ?? '').replace(/\s+/gu, ' ').trim();
      const empty = Math.min(cell.colSpan ?? 1, 1000) - 1;
      return [text, ...Array.from({ length: empty }, () => '')];
    }),
  );
};
