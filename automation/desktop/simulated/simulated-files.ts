/** The files that simulated applications open and save, as the caller keeps them. Paths are absolute. */
export interface SimulatedFiles {
  /** Rejects where the path can't be written. */
  writeFile(path: string, text: string): Promise<void>;
  /** null: there is no such file. */
  readFile(path: string): Promise<string | null>;
}

/** Files that only this process knows. */
export const filesInMemory = (files: Map<string, string> = new Map()): SimulatedFiles => ({
  writeFile: async (path, text) => void files.set(path, text),
  readFile: async (path) => files.get(path) ?? null,
});
