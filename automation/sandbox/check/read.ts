import { stripTypeScriptTypes } from 'node:module';
import type { Program } from 'acorn';
import type { ScriptDraft, ScriptProblem } from '../../../shared/protocol/script.ts';
import { effectsOf, exceeding, unusedOf } from './effects.ts';
import type { Reading } from './messages.ts';
import { mutantsOf } from './mutants.ts';
import { brokenRules } from './rules.ts';
import { parsed, type Source } from './syntax.ts';

/** Enough to tell tests that look from tests that only run. */
const MOST_MUTANTS = 24;

/** What the sandbox has in the place of modules that Node has not, or has with more than a script needs. */
const MODULES: Readonly<Record<string, string>> = {
  './script.ts': './script.mjs',
  'node:test': '/sonny/runner.mjs',
  sonny: '/sonny/runner.mjs',
  'sonny/test': '/sonny/runner.mjs',
};

const sourceOf = (text: string, which: 'script' | 'tests', problems: ScriptProblem[]): Source | null => {
  try {
    return parsed(stripTypeScriptTypes(text, { mode: 'strip' }));
  } catch (thrown) {
    const { message, loc } = thrown as Error & { loc?: { line: number } };
    const say = message.trim().split('\n').at(-1) ?? message;
    problems.push({ stage: 'form', in: which, say, ...(loc ? { line: loc.line } : {}) });
    return null;
  }
};

const renamed = ({ js, tree }: { js: string; tree: Program }): string =>
  tree.body.toReversed().reduce((text, node) => {
    const by = node.type === 'ImportDeclaration' ? MODULES[String(node.source.value)] : undefined;
    return by === undefined || node.type !== 'ImportDeclaration'
      ? text
      : text.slice(0, node.source.start) + JSON.stringify(by) + text.slice(node.source.end);
  }, js);

/** Reads a script's text: its form, Sonny's rules, its effects beside the manifest, and its mutants. */
export const readScript = (draft: ScriptDraft): Reading => {
  const problems: ScriptProblem[] = [];
  const nothing = { effects: [], unused: [], script: '', tests: '', mutants: [] };
  const script = sourceOf(draft.script, 'script', problems);
  const tests = sourceOf(draft.tests, 'tests', problems);
  if (script === null || tests === null) return { ...nothing, problems };
  problems.push(...brokenRules(draft.script, script.tree, 'script'), ...brokenRules(draft.tests, tests.tree, 'tests'));
  const effects = effectsOf(script.tree, draft.manifest);
  problems.push(...exceeding(effects));
  const js = renamed(script);
  return {
    problems,
    effects,
    unused: unusedOf(effects, draft.manifest),
    script: js,
    tests: renamed(tests),
    mutants: mutantsOf(js === script.js ? script : parsed(js), MOST_MUTANTS),
  };
};
