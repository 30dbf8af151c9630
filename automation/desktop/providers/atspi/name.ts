const folded = (name: string): string =>
  name
    .trim()
    .replace(/\s*(…|\.\.\.)$/u, '')
    .replace(/\s+/gu, ' ')
    .toLowerCase();

/** Toolkits mark a mnemonic as "&File" or "_File"; a doubled mark stands for itself. */
const withoutMnemonic = (name: string): string =>
  name.replace(/(&|_)(\1)?(?=\S)/u, (_, mark: string, twin?: string) => (twin ? mark : ''));

const forms = (name: string): readonly string[] => [folded(name), folded(withoutMnemonic(name))];

/** Whether two names are the same to a person: without case, ellipsis, mnemonics and surrounding space. */
export const sameName = (a: string, b: string): boolean => {
  const ours = forms(a);
  return forms(b).some((form) => ours.includes(form));
};

/** Roles that one toolkit uses where another uses the other. */
const KIN: readonly (readonly string[])[] = [
  ['text', 'entry'],
  ['push button', 'toggle button', 'push button menu'],
  ['document text', 'document frame'],
];

export const sameRole = (wanted: string, role: string): boolean =>
  wanted === role || KIN.some((kin) => kin.includes(wanted) && kin.includes(role));
