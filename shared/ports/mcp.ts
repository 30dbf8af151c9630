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

/** A server that answers. All calls settle by their deadline, and soon after their signal aborts. */
export interface McpConnection {
  /** What the server calls itself. */
  readonly calls: string;
  /** The tools as they are now, unparsed. Rejects with MCP_UNREACHABLE, MCP_BAD_ANSWER, DEADLINE or CANCELLED. */
  tools(progress: Progress): Promise<readonly unknown[]>;
  /**
   * Rejects like `tools`, and with MCP_TOOL_FAILED where the server refuses the call. After DEADLINE, CANCELLED and MCP_BAD_ANSWER
   * nobody knows whether it was done, and the connection is closed so that nothing more of it can come.
   */
  call(tool: string, args: Readonly<Record<string, Json>>, progress: Progress): Promise<ToolAnswer>;
  /** Ends it; a program that was started for it is ended, too. Never rejects. */
  close(): Promise<void>;
}

/** Speaks the Model Context Protocol to servers. */
export interface McpPlug {
  /**
   * Starts or reaches a server. Rejects with MCP_UNREACHABLE, DEADLINE or CANCELLED; then nothing of it is left running.
   * @param told of changes the server tells about its tools, and once of an end that `close` did not ask for
   */
  open(
    server: McpServer,
    told: { readonly changed: () => void; readonly ended: (why: string) => void },
    progress: Progress,
  ): Promise<McpConnection>;
}
