import { ensureDebianPackages } from './setup/debian.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { findNode } from './setup/runtime.mjs';
import { say } from './setup/say.mjs';

/**
 * Brings a fresh clone to where it can run: packages, Node, and what the system must have. Cheap when nothing changed.
 * Ends the process with one line on stderr when that is impossible.
 * @param {{ system?: 'start' | 'test' }} [needs] system packages to look for; none when left out
 * @returns {Promise<{ node: string, missing: string[] }>} Node 24's path, and the system packages that stay missing
 */
export async function bootstrap({ system } = {}) {
  try {
    await ensureDependencies();
    const node = findNode();
    return { node, missing: system ? await ensureDebianPackages(system) : [] };
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
