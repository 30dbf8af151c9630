import type { Json } from '../../shared/protocol/json.ts';
import type { McpAnswer, McpAskView, McpField } from '../../shared/protocol/mcp-ask.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { Client } from '../../shared/protocol/rpc-client.ts';
import type { Terminal } from './terminal.ts';

/** Brings what servers ask back to the terminal, until the returned function is called. Where nobody is there, nothing is asked or answered. */
export function answerServers(client: Client, terminal: Terminal, interrupted: AbortSignal): () => void {
  if (!terminal.attended) return () => {};
  const seen = new Set<string>();
  let line = Promise.resolve();
  const look = async (): Promise<void> => {
    for (const ask of await client.dispatch({ type: 'mcp.asks' })) {
      if (seen.has(ask.id) || interrupted.aborted) continue;
      seen.add(ask.id);
      line = line.then(() => answer(client, ask, terminal, interrupted));
    }
  };
  return client.subscribe((event) => {
    if (event.type === 'mcp') look().catch(() => {});
  });
}

async function answer(client: Client, ask: McpAskView, terminal: Terminal, interrupted: AbortSignal): Promise<void> {
  const { id } = ask;
  terminal.err(`${ask.server} asks, while it does ${ask.tool}. These are its words:`);
  for (const said of ask.message.split('\n')) terminal.err(`  │ ${said}`);
  if (ask.address !== null) {
    terminal.err(`Your browser would open this page of ${ask.where}:`);
    terminal.err(`  ${ask.address}`);
  }
  for (;;) {
    const given = await asked(ask, terminal, interrupted);
    try {
      await client.dispatch({ type: 'mcp.answer', id, answer: given });
      return;
    } catch (thrown) {
      const { code, say, details } = SonnyError.from(thrown).view();
      terminal.err(details ?? say);
      // What is not asked any more, or can't be opened, is not asked again.
      const over =
        code !== 'MCP_INVALID' || !(await client.dispatch({ type: 'mcp.asks' })).some((one) => one.id === id);
      if (over)
        return void (await client.dispatch({ type: 'mcp.answer', id, answer: { action: 'cancel' } }).catch(() => {}));
    }
  }
}

async function asked(ask: McpAskView, terminal: Terminal, interrupted: AbortSignal): Promise<McpAnswer> {
  const question = ask.address === null ? `Answer ${ask.server}? What you type goes to it. [y/N] ` : 'Open it? [y/N] ';
  const said = await terminal.ask(question, interrupted);
  if (said === null) return { action: 'cancel' };
  if (!/^y(es)?$/iu.test(said.trim())) return { action: 'decline' };
  const values: Record<string, Json> = {};
  for (const field of ask.fields) {
    const value = valueOf(field, (await terminal.ask(promptFor(field, terminal), interrupted)) ?? '');
    if (value !== null) values[field.name] = value;
  }
  return { action: 'accept', values };
}

function promptFor(field: McpField, terminal: Terminal): string {
  if (field.about !== '') terminal.err(`  ${field.about}`);
  if ('options' in field) field.options.forEach(({ title }, i) => terminal.err(`  ${i + 1}. ${title}`));
  const how = { text: '', number: '', switch: 'y/n', choice: 'a number', choices: 'numbers, with commas' }[field.type];
  const preset = Array.isArray(field.preset) ? field.preset.join(', ') : field.preset;
  const notes = [
    how,
    preset === null || preset === '' ? '' : `nothing: ${preset}`,
    field.required ? '' : 'may be left out',
  ];
  const said = notes.filter(Boolean).join('; ');
  return `${field.title}${said === '' ? '' : ` (${said})`}: `;
}

/** null: nothing was said. What is no answer is given as it was typed: the program says what is wrong with it. */
function valueOf(field: McpField, typed: string): Json {
  const said = typed.trim();
  if (said === '') return field.type === 'choices' && field.preset.length === 0 ? null : field.preset;
  switch (field.type) {
    case 'text':
      return typed;
    case 'number':
      return Number.isNaN(Number(said)) ? said : Number(said);
    case 'switch':
      return /^(y(es)?|n(o)?)$/iu.test(said) ? /^y/iu.test(said) : said;
    case 'choice':
      return field.options[Number(said) - 1]?.value ?? said;
    case 'choices':
      return said.split(',').map((one) => field.options[Number(one) - 1]?.value ?? one.trim());
  }
}
