import type { Performer } from '../../shared/ports/performer.ts';
import type { Scripts } from '../../shared/ports/scripts.ts';
import type { Snapshots } from '../../shared/ports/snapshots.ts';
import { createChecker } from './check/checker.ts';
import { findNode } from './node.ts';
import { createScripts } from './review.ts';
import { createSandbox } from './sandbox.ts';
import { createScriptPerformer, type ScriptRunOptions } from './script-run.ts';
import { createScriptTools } from './tools.ts';
import type { Resolve } from './world.ts';

export interface ScriptingOptions {
  readonly now: () => number;
  readonly snapshots: Snapshots;
  /** Where a path leads; throws FILE_DENIED where that is closed to Sonny. */
  readonly resolve: Resolve;
  readonly put: ScriptRunOptions['put'];
  /** What else can be done, of which scripts may use what only looks. */
  readonly performers: readonly Performer[];
}

/** All that scripts need of this machine. Nothing is started before it is first used. */
export const openScripting = (
  options: ScriptingOptions,
): { readonly scripts: Scripts; readonly performer: Performer; readonly close: () => void } => {
  const { now, snapshots, resolve, put, performers } = options;
  const node = findNode();
  const sandbox = createSandbox({ node, now });
  // Where there is no Node there are no walls, and then nothing is ever checked.
  const checker = createChecker(node ?? '', now);
  const scripts = createScripts({ sandbox, checker, snapshots, resolve });
  const callTool = createScriptTools(performers);
  const performer = createScriptPerformer({ scripts, sandbox, checker, snapshots, resolve, callTool, put });
  return { scripts, performer, close: () => checker.close() };
};
