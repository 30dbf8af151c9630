import type { Json } from '../protocol/json.ts';
import type { McpServer } from '../protocol/mcp.ts';
import type { Progress } from './progress.ts';
export type { Json, McpServer, Progress };

/** What a tool answered. All of it is the server's word, whatever it says. */
export interface ToolAnswer {
  /** The tool itself says that it failed. */
  readonly failed: boolean;
  /** Its texts, cut where they are longer than Sonny takes. */
  readonly text: string;
  /** Whether they were cut. */
  readonly cut: boolean;
  /** Kinds of content that are no text and were left out: `image`, `audio`. */
  readonly leftOut: readonly string[];
}

/** What a server asks back while it does a call. All of it is the server's word. */
export type McpAsk =
  /** A form that a person fills in: a JSON Schema. */
  | { readonly kind: 'form'; readonly message: string; readonly schema: Json }
  /** A page that a person is to open. It may be shown: encrypted, or on this machine where the server is. */
  | { readonly kind: 'address'; readonly message: string; readonly address: string; readonly where: string };

export type McpReply =
  | { readonly action: 'accept'; readonly values: Readonly<Record<string, Json>> }
  | { readonly action: 'decline' | 'cancel' };

/** Words that a server would have a model write. */
export interface McpSample {
  /** How it wants them written. */
  readonly about: string | null;
  readonly talk: readonly { readonly by: 'server' | 'model'; readonly text: string }[];
  readonly mostTokens: number;
}
export interface McpSampled {
  readonly text: string;
  readonly model: string;
}

/** What a server tells of itself, and asks. */
export interface McpTold {
  /** Its tools may be others now. */
  changed(): void;
  /** Once, of an end that `close` did not ask for. */
  ended(why: string): void;
  /**
   * Where it is missing the server is told that it may not ask. The time until it settles is not the server's. Rejects where the question
   * can't be shown.
   */
  asks?(ask: McpAsk, signal: AbortSignal): Promise<McpReply>;
  /** Where it is missing the server is told that it has no model. Rejects with a SonnyError, which the server is told by its code alone. */
  samples?(sample: McpSample, signal: AbortSignal): Promise<McpSampled>;
}

/** A server that answers. All calls settle by their deadline, and soon after their signal aborts. */
export interface McpConnection {
  /** What the server calls itself. */
  readonly calls: string;
  /** The tools as they are now, unparsed. Rejects with MCP_UNREACHABLE, MCP_BAD_ANSWER, MCP_SIGN_IN, DEADLINE or CANCELLED. */
  tools(progress: Progress): Promise<readonly unknown[]>;
  /**
   * Rejects like `tools`, and with MCP_TOOL_FAILED where the server refuses the call. After MCP_SIGN_IN it was not done. After DEADLINE, CANCELLED and MCP_BAD_ANSWER
   * nobody knows whether it was done, and the connection is closed so that nothing more of it can come.
   */
  call(tool: string, args: Readonly<Record<string, Json>>, progress: Progress): Promise<ToolAnswer>;
  /** Ends it; a program that was started for it is ended, too. Never rejects. */
  close(): Promise<void>;
}

/** A way to sign in that was found, and that nobody has gone yet. */
export interface McpSignIn {
  /** Exactly what a browser would open. Encrypted, unless the server and who signs in are on this machine. */
  readonly address: string;
  /** Its origin: whose page it is. */
  readonly where: string;
  /** What leave is asked for, in the words of who gives it. */
  readonly scopes: readonly string[];
  /**
   * Opens the browser there, and settles once the person came back and Sonny was given tokens. Rejects with MCP_SIGN_IN_FAILED, INTERNAL
   * when the keychain fails, or CANCELLED; then nothing new is kept. Called once.
   * @param opened told whether a browser could be opened; where not, the person may open the address
   */
  finish(opened: (there: boolean) => void, progress: Progress): Promise<void>;
  /** Ends it; nothing that comes back later counts. */
  cancel(): void;
}

/** Signing in at servers that are reached by address. Tokens never leave the adapter but to the server they are for. */
export interface McpSignIns {
  /** Where they are kept: in the keychain, or in memory until Sonny ends. */
  readonly keeps: 'kept' | 'session';
  /** Whether there are tokens. That they are still good only the server knows. */
  has(server: RemoteServer): Promise<boolean>;
  /**
   * Finds out where one signs in at the server, and makes Sonny known there. Shows nobody anything, and opens nothing. Rejects with
   * MCP_SIGN_IN_FAILED or CANCELLED.
   */
  begin(server: RemoteServer, progress: Progress): Promise<McpSignIn>;
  /** Forgets what was kept for the server. Rejects with INTERNAL when the keychain fails. */
  forget(server: RemoteServer): Promise<void>;
}
export type RemoteServer = Extract<McpServer, { kind: 'remote' }>;

/** Speaks the Model Context Protocol to servers. */
export interface McpPlug {
  /** Without it nobody can sign in anywhere. */
  readonly signIns?: McpSignIns;
  /**
   * Starts or reaches a server. Rejects with MCP_UNREACHABLE, MCP_SIGN_IN, DEADLINE or CANCELLED; then nothing of it is left running.
   */
  open(server: McpServer, told: McpTold, progress: Progress): Promise<McpConnection>;
  /** What is missing to start the server, in a sentence; null: nothing that can be told without starting it. */
  missing?(server: McpServer): string | null;
  /** Opens an address that a person said yes to in their browser; false when that could not even be tried. */
  browse?(address: string): Promise<boolean>;
}
