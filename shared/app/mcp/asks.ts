import type { McpAsk, McpReply } from '../../ports/mcp.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { Presence } from '../../ports/presence.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { McpAnswer, McpAskView, McpField } from '../../protocol/mcp-ask.ts';
import type { ProgramEvent } from '../../protocol/program-events.ts';
import { PROGRAM } from '../../protocol/program-events.ts';
import { fieldsOf, filledIn } from './fields.ts';

export interface AsksOptions {
  readonly presence: Pick<Presence, 'someone'>;
  readonly notifier: Notifier;
  readonly now: () => number;
  readonly id: () => string;
  readonly changed: () => void;
  readonly write: (event: ProgramEvent) => void;
  /** Opens an address in the person's browser; false when that could not even be tried. */
  readonly openBrowser: (address: string) => Promise<boolean>;
}

const LONGEST = 2000;
/** The server's words over several lines, without what could hide or turn them. */
const messageOf = (text: string): string => {
  const plain = text.replace(/[^\P{C}\n]/gu, '').replace(/\n{3,}/gu, '\n\n');
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST)}…` : plain;
};

interface Open {
  readonly view: McpAskView;
  readonly reply: (reply: McpReply) => void;
}

/**
 * What servers ask persons back while they do a call of theirs. Only a person answers, and only what was asked; where nobody is there, or no
 * call is under way, the answer is no.
 */
export class Asks {
  readonly #options: AsksOptions;
  readonly #open = new Map<string, Open>();

  constructor(options: AsksOptions) {
    this.#options = options;
  }

  list(): McpAskView[] {
    return [...this.#open.values()].map(({ view }) => view);
  }

  /**
   * Settles with the person's answer, `cancel` once `signal` aborts.
   * @param tool that is being called; null: none is, so that nobody would know what it is about
   * @throws Error where the form can't be shown
   */
  async ask(server: string, tool: string | null, ask: McpAsk, signal: AbortSignal): Promise<McpReply> {
    const { presence, notifier, id, changed } = this.#options;
    const fields: readonly McpField[] = ask.kind === 'form' ? fieldsOf(ask.schema) : [];
    if (tool === null || !presence.someone) return { action: 'decline' };
    const view: McpAskView = {
      id: id(),
      server,
      tool,
      message: messageOf(ask.message),
      fields: [...fields],
      address: ask.kind === 'address' ? ask.address : null,
      where: ask.kind === 'address' ? ask.where : null,
    };
    const { promise, resolve } = Promise.withResolvers<McpReply>();
    const over = (): void => resolve({ action: 'cancel' });
    signal.addEventListener('abort', over, { once: true });
    if (signal.aborted) over();
    this.#open.set(view.id, { view, reply: resolve });
    changed();
    notifier.notify({ title: `${server} asks you something`, say: view.message.slice(0, 200) });
    try {
      return await promise;
    } finally {
      signal.removeEventListener('abort', over);
      this.#open.delete(view.id);
      changed();
    }
  }

  /**
   * @param opened the person has opened the page themselves
   * @throws SonnyError MCP_INVALID where it was not asked, or is no answer to it
   */
  async answer(id: string, answer: McpAnswer, opened: boolean): Promise<void> {
    const { now, write, openBrowser } = this.#options;
    const open = this.#open.get(id);
    if (!open) throw new SonnyError('MCP_INVALID', 'That is not asked any more.');
    const { view, reply } = open;
    let given: McpReply = answer.action === 'accept' ? { action: 'accept', values: {} } : answer;
    if (answer.action === 'accept') {
      try {
        given = { action: 'accept', values: filledIn(view.fields, answer.values) };
      } catch (thrown) {
        throw new SonnyError('MCP_INVALID', thrown instanceof Error ? thrown.message : undefined);
      }
      if (view.address !== null && !opened && !(await openBrowser(view.address)))
        throw new SonnyError('UNSUPPORTED', 'No browser opens here. Open the page yourself, and say so.');
    }
    const { server: name, tool, address } = view;
    const fields = given.action === 'accept' ? Object.keys(given.values) : [];
    const said = { name, tool, answer: given.action, fields, address } as const;
    write({ type: 'mcp.answered', at: now(), runId: PROGRAM, ...said, by: 'person' });
    reply(given);
  }
}
