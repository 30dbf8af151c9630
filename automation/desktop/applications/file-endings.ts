/** Which file endings each media type has, from the shared media-type database. */
export interface MediaTypes {
  /**
   * Endings (lower case, without dot) of the types and of every kind of them, but not of kinds that are `named` by some
   * application: a page is a kind of plain text, yet a browser names it, so it is not the text editor's.
   */
  endings(types: readonly string[], named: ReadonlySet<string>): readonly string[];
}

/** Reads the database's `globs2` (weight:type:glob) and `subclasses` (type parent) files. Unreadable lines are skipped. */
export const parseMediaTypes = (globs2: string, subclasses: string): MediaTypes => {
  const endingsOf = new Map<string, string[]>();
  for (const line of globs2.split('\n')) {
    const [, type, glob] = line.split(':');
    const ending = /^\*\.([\w.+-]+)$/.exec(glob ?? '')?.[1];
    if (type === undefined || ending === undefined) continue;
    endingsOf.set(type, [...(endingsOf.get(type) ?? []), ending.toLowerCase()]);
  }
  const kindsOf = new Map<string, string[]>();
  for (const line of subclasses.split('\n')) {
    const [type, parent] = line.trim().split(/\s+/);
    if (type !== undefined && parent !== undefined) kindsOf.set(parent, [...(kindsOf.get(parent) ?? []), type]);
  }
  return {
    endings(types, named) {
      const seen = new Set<string>();
      const open = [...types];
      for (let type = open.pop(); type !== undefined; type = open.pop()) {
        if (seen.has(type)) continue;
        seen.add(type);
        open.push(...(kindsOf.get(type) ?? []).filter((kind) => !named.has(kind)));
      }
      return [...new Set([...seen].flatMap((type) => endingsOf.get(type) ?? []))].sort();
    },
  };
};
