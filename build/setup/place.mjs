import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** The repository's top folder, without a trailing separator. */
export const root = join(fileURLToPath(import.meta.url), '..', '..', '..');

/**
 * A path inside the repository.
 * @param {...string} parts
 */
export const inside = (...parts) => join(root, ...parts);
