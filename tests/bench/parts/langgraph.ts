import { startChild, type Child } from './child.ts';
import { installPeer } from './peer.ts';

export const LANGGRAPH = 'LangGraph.js 1.4.18 + SqliteSaver, durability sync';

/**
 * 1.4.18 is the newest whose dependencies the registry has: later ones ask for a protocol package that it does not. The
 * saver asks for a better-sqlite3 that compiles itself when it is installed; 13 brings its binaries.
 */
const DEPENDENCIES = {
  '@langchain/core': '1.2.13',
  '@langchain/langgraph': '1.4.18',
  '@langchain/langgraph-checkpoint': '1.1.5',
  '@langchain/langgraph-checkpoint-sqlite': '1.0.4',
  'better-sqlite3': '13.2.0',
  zod: '4.6.7',
};
const OVERRIDES = { '@langchain/protocol': '0.0.19', 'better-sqlite3': '$better-sqlite3' };

/** Starts a process with LangGraph loaded; null where it cannot be installed. */
export const startLangGraph = async (): Promise<Child | null> => {
  const folder = await installPeer('langgraph', DEPENDENCIES, OVERRIDES);
  if (folder === null) return null;
  return startChild(new URL('./langgraph-process.ts', import.meta.url), { ...process.env, LANGGRAPH_FOLDER: folder });
};
