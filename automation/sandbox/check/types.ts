import { API } from 'typescript-native/unstable/sync';
import { createVirtualFileSystem } from 'typescript-native/unstable/fs';
import type { ScriptDraft, ScriptProblem } from '../../../shared/protocol/script.ts';
import { DECLARATIONS } from './declarations.ts';

const CONFIG = '/script/tsconfig.json';
const OPTIONS = {
  strict: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  useUnknownInCatchVariables: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
  isolatedModules: true,
  noEmit: true,
  target: 'es2024',
  lib: ['es2024'],
  module: 'preserve',
  moduleResolution: 'bundler',
  types: [],
};
const FILES = { script: '/script/script.ts', tests: '/script/tests.ts' } as const;
const MOST_SHOWN = 10;

/** Checks types with the native compiler, kept warm. Its calls block: this belongs into a process that can be killed. */
export class TypeCheck {
  readonly #files = createVirtualFileSystem({
    [CONFIG]: JSON.stringify({ compilerOptions: OPTIONS, files: ['surface.d.ts', 'script.ts', 'tests.ts'] }),
    '/script/surface.d.ts': DECLARATIONS,
    [FILES.script]: 'export default async (): Promise<void> => {};',
    [FILES.tests]: 'export {};',
  });
  readonly #api = new API({ cwd: '/script', fs: this.#files });
  #opened = false;

  problems({ script, tests }: Pick<ScriptDraft, 'script' | 'tests'>): readonly ScriptProblem[] {
    this.#files.writeFile?.(FILES.script, script);
    this.#files.writeFile?.(FILES.tests, tests);
    const snapshot = this.#api.updateSnapshot(
      this.#opened ? { fileChanges: { changed: Object.values(FILES) } } : { openProjects: [CONFIG] },
    );
    this.#opened = true;
    try {
      const program = snapshot.getProject(CONFIG)?.program;
      if (!program) throw new Error('The compiler did not open the script.');
      const texts = { script, tests };
      return (['script', 'tests'] as const).flatMap((which) =>
        [...program.getSyntacticDiagnostics(FILES[which]), ...program.getSemanticDiagnostics(FILES[which])]
          .slice(0, MOST_SHOWN)
          .map(({ pos, text, messageChain = [] }): ScriptProblem => ({
            stage: 'types',
            in: which,
            line: texts[which].slice(0, pos).split('\n').length,
            say: [text, ...messageChain.map((inner) => inner.text)].join(' '),
          })),
      );
    } finally {
      snapshot.dispose();
    }
  }
}
