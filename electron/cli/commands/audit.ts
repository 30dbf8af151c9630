import { Command } from 'commander';
import { readKept } from '../../../automation/store/audit/export-file.ts';
import { exportJournal } from '../../../automation/store/audit/export.ts';
import { readHead } from '../../../automation/store/audit/head.ts';
import { type AuditReport, verifyJournal } from '../../../automation/store/audit/verify.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { Context } from '../context.ts';
import { EXIT, type Ends, type ExitCode, exitOfError } from '../exit-codes.ts';
import { jsonLine } from '../json-line.ts';
import { errorLines } from '../wording.ts';

interface Options {
  readonly against?: string;
  readonly json: boolean;
}

export const auditCommand = (context: Context, ends: Ends): Command => {
  const audit = new Command('audit').description('prove that the journal is as it was written');
  audit
    .command('verify')
    .description('look for rows that were changed, taken out, put in, moved or cut off, and name the first')
    .option('--against <file>', 'a head or an export that was kept elsewhere')
    .option('--json', 'print one JSON object', false)
    .action(({ against, json }: Options) =>
      ends(
        attempt(context, json, () => {
          const report = verifyJournal(context.profile, against === undefined ? null : readKept(against));
          return tell(context, report, json, { against: against ?? null });
        }),
      ),
    );
  audit
    .command('head')
    .description('print the signed head of the journal; keep it elsewhere and verify against it later')
    .action(() => ends(attempt(context, false, () => printHead(context))));
  audit
    .command('export')
    .description('write every row, signed and without secrets, to a new file')
    .argument('<file>', 'where to; nothing is replaced')
    .option('--json', 'print one JSON object', false)
    .action((file: string, { json }: Options) =>
      ends(
        attempt(context, json, () => {
          const { profile: folder, redactor } = context;
          const report = exportJournal({ folder, path: file, redactor, now: Date.now() });
          return tell(context, report, json, { file });
        }),
      ),
    );
  return audit;
};

/** What is thrown is printed too, so that `--json` always ends with its one object. */
async function attempt(context: Context, json: boolean, act: () => ExitCode): Promise<ExitCode> {
  try {
    return act();
  } catch (thrown) {
    const error = SonnyError.from(thrown);
    const exitCode = exitOfError(error.code);
    if (json) context.terminal.out(jsonLine(context, { error: error.view(), exitCode }));
    for (const line of errorLines(error.view())) context.terminal.err(line);
    return exitCode;
  }
}

/** The error's own hint says to verify, which was done just now. */
const KEEP_A_COPY =
  'Keep a copy of the profile as it is. A head or an export that was kept elsewhere shows more: `npm start -- audit verify --against <file>`.';

function printHead({ profile, terminal }: Context): ExitCode {
  const head = readHead(profile);
  if (head === 'damaged') throw new SonnyError('JOURNAL_TAMPERED', 'The signed head is not genuine.');
  if (!head) throw new SonnyError('FILE_NOT_FOUND', 'Nothing was journalled in this profile yet.');
  terminal.out(JSON.stringify(head));
  terminal.err(`Row ${head.seq}, signed ${new Date(head.at).toISOString()} with the key ${head.key}.`);
  return EXIT.done;
}

function tell(context: Context, report: AuditReport, json: boolean, more: object): ExitCode {
  const { terminal } = context;
  const { rows, last, unsigned, head, findings } = report;
  const [first] = findings;
  const exitCode = first ? EXIT.tampered : EXIT.done;
  const error = first ? { ...new SonnyError('JOURNAL_TAMPERED', first.say).view(), hint: KEEP_A_COPY } : null;
  if (json) {
    const { seq = null, at = null, key = null } = head ?? {};
    const summary = { seq, at, key };
    terminal.out(
      jsonLine(context, {
        rows,
        last,
        unsigned,
        head: summary,
        findings,
        ...more,
        ...(error ? { error } : {}),
        exitCode,
      }),
    );
    return exitCode;
  }
  for (const { kind, say } of findings) terminal.out(`× ${kind}: ${say}`);
  if (error) for (const line of errorLines(error)) terminal.err(line);
  else
    terminal.out(
      `✓ ${rows} ${rows === 1 ? 'row' : 'rows'}, each as it was written${unsigned > 0 ? `; the last ${unsigned} not signed yet` : ''}.`,
    );
  return exitCode;
}
