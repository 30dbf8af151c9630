import { createContext } from 'svelte';
import type { CommandInput } from '../../shared/protocol/commands.ts';
import { SonnyError, type ErrorView } from '../../shared/protocol/errors.ts';
import type { HealthCheck, ReplyOf } from '../../shared/protocol/replies.ts';
import type { Client, Connection } from '../../shared/protocol/rpc-client.ts';
import { Settings } from '../../shared/protocol/settings.ts';
import type { StopView } from '../../shared/protocol/stop.ts';
import type { ViewEvent } from '../../shared/protocol/views.ts';
import { Announcer } from './announcer.svelte.ts';
import { Knowledge } from './knowledge.svelte.ts';
import { router } from './route.svelte.ts';
import { Runs } from './runs.svelte.ts';

const isLookedAt = (runId: string): boolean => router.current.screen === 'run' && router.current.runId === runId;

/** What this window knows of the program: a fold over its events, and the way to give it commands. */
export class Session {
  connection = $state.raw<Connection>({ state: 'connecting' });
  settings = $state.raw<Settings>(Settings.parse({}));
  health = $state.raw<readonly HealthCheck[] | null>(null);
  notice = $state.raw<ErrorView | null>(null);
  stopped = $state.raw<StopView>({ pulled: null, sources: [] });
  /** Stop was pressed and not everything has come to rest yet. */
  stopping = $state(false);
  /** Counts how often what Sonny can do has changed; who shows it asks again when it moves. */
  skillsRevision = $state(0);
  /** The same for what was learned. */
  methodsRevision = $state(0);
  /** The same for what is remembered. */
  memoryRevision = $state(0);
  /** The same for MCP servers. */
  serversRevision = $state(0);
  readonly announcer = new Announcer();
  readonly runs = new Runs({
    step: (run, step) => {
      if (isLookedAt(run.id)) this.announcer.step(run, step);
    },
    run: (run) => this.announcer.run(run, !isLookedAt(run.id)),
  });
  readonly knowledge = new Knowledge(this.announcer, this.runs);
  readonly client: Client;

  constructor(client: Client) {
    this.client = client;
    client.onConnection((connection) => (this.connection = connection));
    client.subscribe((event) => this.#apply(event));
  }

  /** Sends a command. What goes wrong is shown as a notice, and the answer is then undefined. */
  async ask<C extends CommandInput>(command: C): Promise<ReplyOf<C['type']> | undefined> {
    try {
      return await this.client.dispatch(command);
    } catch (thrown) {
      this.notice = SonnyError.from(thrown).view();
      return undefined;
    }
  }

  /** Answered on screen at once; the host follows. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.announcer.say('Stopping.');
    await this.ask({ type: 'stop' });
    this.stopping = false;
  }

  #apply(event: ViewEvent): void {
    if (event.type === 'settings') this.settings = event.settings;
    else if (event.type === 'health') this.health = event.checks;
    else if (event.type === 'stop') this.stopped = event.stop;
    else if (event.type === 'skills') this.skillsRevision += 1;
    else if (event.type === 'methods') this.methodsRevision += 1;
    else if (event.type === 'memory') this.memoryRevision += 1;
    else if (event.type === 'mcp') this.serversRevision += 1;
    else if (event.type === 'notice') this.notice = event.error;
    else if (event.type === 'run' || event.type === 'run.head' || event.type === 'step') this.runs.apply(event);
    else if (event.type === 'run.forgotten') this.runs.forget(event.runId);
    else if (event.type === 'thinking') this.runs.think(event);
    else this.knowledge.apply(event);
  }
}

export const [getSession, setSession] = createContext<Session>();
