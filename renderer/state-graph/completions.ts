/** A relation that can be asked about, and how it is used somewhere. */
export interface Relation {
  readonly name: string;
  readonly usage: string;
}

/** The relations that rules speak of, each once, by name. */
export function relationsIn(rules: readonly { readonly text: string }[]): readonly Relation[] {
  const found = new Map<string, string>();
  for (const { text } of rules)
    for (const [usage, name = ''] of text.matchAll(/\b([a-z][\w-]*)\(([^()]*)\)/g))
      if (name !== 'not' && !found.has(name)) found.set(name, usage);
  return [...found].map(([name, usage]) => ({ name, usage })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What the typed beginning may become; nothing once the arguments have begun. Those that begin with it come first. */
export function completions(relations: readonly Relation[], text: string): readonly Relation[] {
  const typed = text.trim().toLowerCase();
  if (typed.includes('(')) return [];
  const begins = relations.filter(({ name }) => name.startsWith(typed));
  return [...begins, ...relations.filter((one) => !begins.includes(one) && one.name.includes(typed))].slice(0, 8);
}
