import { z } from 'zod';
import { Json } from './json.ts';

/** What a person calls a server; its tools are skills called `mcp.<server>.<tool>`. */
export const McpName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'must be lower-case letters, digits and hyphens');

const Variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, 'must be the name of an environment variable');
const Argument = z
  .string()
  .max(4096)
  .regex(/^[^\0\r\n]*$/u, 'must be one line');
/** Folders that the server is told of; it is told of none by itself. That it keeps to them is its own word. */
const Folders = z
  .array(
    z
      .string()
      .max(4096)
      .regex(/^(\/|[A-Za-z]:[\\/])[^\0\r\n]*$/u, 'must be a whole path'),
  )
  .max(20)
  .optional();
const Url = z
  .url()
  .max(2000)
  .refine(
    (url) => /^(https:|http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/])/iu.test(`${url}/`),
    'must begin with https://, or be on this machine',
  );

/**
 * Where an MCP server is: a program of this machine that Sonny starts, or an address. Values of secrets are never a part of it: `env`
 * names variables of Sonny's own environment that the program gets, `token` the one whose value is sent as bearer token.
 */
export const McpServer = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('local'),
      name: McpName,
      /** The program and its arguments, as they are; no shell reads them. */
      command: z.array(Argument).min(1).max(100),
      env: z.array(Variable).max(50).default([]),
      folders: Folders,
    })
    .strict(),
  z
    .object({
      kind: z.literal('remote'),
      name: McpName,
      url: Url,
      token: Variable.nullable().default(null),
      folders: Folders,
      /**
       * How Sonny is known to who signs in: an ID that its operator gave out, with the variable that holds its secret, or the address of a
       * document that describes it. Left out: Sonny makes itself known.
       */
      client: z
        .object({ id: z.string().min(1).max(2000), secret: Variable.nullable().default(null) })
        .strict()
        .optional(),
    })
    .strict(),
]);
export type McpServer = z.infer<typeof McpServer>;

/** What a server says of one of its tools, as far as Sonny keeps it. All of it is the server's word. */
export const McpDefinition = z.object({
  name: z.string().regex(/^[A-Za-z0-9_.-]{1,128}$/),
  title: z.string().max(1000).optional(),
  description: z.string().max(20_000).optional(),
  inputSchema: z.record(z.string(), Json),
  outputSchema: z.record(z.string(), Json).optional(),
  /** Hints that a person may go by; they lower no risk. */
  annotations: z.record(z.string(), Json).optional(),
});
export type McpDefinition = z.infer<typeof McpDefinition>;

/**
 * What a person may say that a tool does. Not R2: what a server did Sonny cannot put back.
 */
export const McpRisk = z.enum(['R0', 'R1', 'R3', 'R4', 'R5']);
export type McpRisk = z.infer<typeof McpRisk>;

/**
 * `known`: as it was when it was first seen, or as a person accepted it. `changed`, `new`, `gone`: since then; refused until
 * a person accepts. `unusable`: `trouble` says why.
 */
export const McpToolState = z.enum(['known', 'changed', 'new', 'gone', 'unusable']);
export type McpToolState = z.infer<typeof McpToolState>;

export const McpToolView = z.object({
  name: z.string(),
  state: McpToolState,
  /** What it does by a person's word; null: nobody said, so it counts as R4 and is asked about each time. */
  risk: McpRisk.nullable(),
  /** What a word on this tool has to name: the definition that was shown. */
  fingerprint: z.string(),
  /** The server's words, cut and on one line each. */
  title: z.string(),
  description: z.string(),
  parameters: z.array(z.string()),
  hints: z.array(z.string()),
  /** Of a changed tool: what was accepted before. */
  before: z.object({ description: z.string(), parameters: z.array(z.string()) }).nullable(),
  trouble: z.string().nullable(),
});
export type McpToolView = z.infer<typeof McpToolView>;

/** `out`: nobody has signed in. `finding`: Sonny finds out where one does. `asked`: `address` waits for a person's word. `waiting`: the browser was sent there. `in`: signed in. */
export const McpSignInView = z.object({
  state: z.enum(['out', 'finding', 'asked', 'waiting', 'in']),
  /** The server has refused Sonny, and would not somebody who signs in, or signs in for more. */
  wanted: z.boolean(),
  /** Exactly what the browser would open, or was sent to. */
  address: z.string().nullable(),
  /** Whose page that is: its origin. */
  where: z.string().nullable(),
  /** What leave is asked for, in others' words. */
  scopes: z.array(z.string()),
  /** Where tokens are: in the keychain, or in memory until Sonny ends. */
  keeps: z.enum(['kept', 'session']),
  trouble: z.string().nullable(),
});
export type McpSignInView = z.infer<typeof McpSignInView>;

/** One server as a window shows it: what is reached, what was decided, and how it stands. */
export const McpServerView = z.object({
  name: z.string(),
  kind: z.enum(['local', 'remote']),
  /** What is started or reached, exactly, as one line. */
  line: z.string(),
  /** Environment variables that it gets besides the few that every program needs. */
  passes: z.array(z.string()),
  /** Folders that it is told of. */
  folders: z.array(z.string()),
  /** What an approval of it has to name: the declaration that was shown. */
  hash: z.string(),
  approved: z.boolean(),
  /** `resting`: it is started or reached when it is next used. */
  state: z.enum(['waiting', 'resting', 'connecting', 'connected', 'trouble']),
  trouble: z.string().nullable(),
  /** What it calls itself, with its version. */
  calls: z.string().nullable(),
  tools: z.array(McpToolView),
  /** A person lets it ask the model. */
  sampling: z.boolean(),
  /** null: nobody signs in there: a program of this machine, or one whose token a person named. */
  signIn: McpSignInView.nullable(),
});
export type McpServerView = z.infer<typeof McpServerView>;
