/** The size of a step in the graph, in CSS pixels: two lines of its title and its status. */
export const NODE = { width: 232, height: 72 } as const;
