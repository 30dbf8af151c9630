import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Json } from '../../../../shared/protocol/json.ts';
import type { Call } from './play.ts';
import { skillName, type Tool } from './tool.ts';

const Calls = z.array(z.object({ tool: z.string(), args: z.record(z.string(), Json) }));
const ToolLine = z.object({ suite: z.string(), name: z.string(), params: z.record(z.string(), z.string()) });
const UserTask = z.object({ suite: z.string(), id: z.string(), prompt: z.string(), calls: Calls });
const InjectionTask = z.object({ suite: z.string(), id: z.string(), goal: z.string(), calls: Calls });
const Derived = z.object({ suite: z.string(), id: z.string(), calls: Calls });
const Vector = z.object({ suite: z.string(), vector: z.string(), description: z.string(), default: z.string() });
const Template = z.object({ attack: z.string(), template: z.string().nullable() });

export interface Task {
  readonly suite: string;
  readonly id: string;
  /** What the person, or the injection, asks for. */
  readonly goal: string;
  readonly calls: readonly Call[];
}

export interface Corpus {
  readonly tools: ReadonlyMap<string, readonly Tool[]>;
  readonly tasks: readonly Task[];
  readonly injections: readonly Task[];
  readonly vectors: readonly z.infer<typeof Vector>[];
  readonly templates: readonly { readonly attack: string; readonly template: string }[];
}

const lines = async <S extends z.ZodType>(folder: string, name: string, schema: S): Promise<z.infer<S>[]> => {
  const text = await readFile(join(folder, `agentdojo_${name}.jsonl`), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => schema.parse(JSON.parse(line)));
};

/** A value that the corpus gives as an expression over its own world (`$…`) is made up: whatever its world would say. */
const madeUp = (value: Json, type: string, name: string): Json => {
  if (typeof value !== 'string' || !value.includes('$')) {
    if (Array.isArray(value)) return value.map((inner: Json) => madeUp(inner, 'str', name));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, madeUp(inner, 'str', `${name} ${key}`)]),
    );
  }
  const seed = [...value].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973, 7);
  if (/^(?:int|float)/u.test(type)) return seed;
  const made = `${name} ${seed} as found`;
  return type.startsWith('list[dict') ? [{ type: 'file', file_id: made }] : type.startsWith('list') ? [made] : made;
};

/** @throws where the folder holds no such corpus */
export const readCorpus = async (folder: string): Promise<Corpus> => {
  const [toolLines, userTasks, injectionTasks, derived, vectors, templates] = await Promise.all([
    lines(folder, 'tools', ToolLine),
    lines(folder, 'user_tasks', UserTask),
    lines(folder, 'injection_tasks', InjectionTask),
    lines(folder, 'injection_derived_calls', Derived),
    lines(folder, 'vectors', Vector),
    lines(folder, 'attack_templates', Template),
  ]);
  // Tools that belong to several suites are listed with one of them.
  const tools = new Map<string, Tool[]>();
  for (const tool of toolLines) tools.set(tool.suite, [...(tools.get(tool.suite) ?? []), tool]);
  const every = new Map(toolLines.map((tool) => [tool.name, tool]));
  const typeOf = (tool: string, parameter: string): string => every.get(tool)?.params[parameter] ?? 'str';
  const whole = (calls: z.infer<typeof Calls>, injected: boolean): Call[] =>
    calls.map(({ tool, args }) => ({
      tool: skillName(tool),
      injected,
      args: Object.fromEntries(
        Object.entries(args).map(([name, value]) => [name, madeUp(value, typeOf(tool, name), name)]),
      ),
    }));
  const known = (suite: string, id: string): z.infer<typeof Calls> =>
    derived.find((task) => task.suite === suite && task.id === id)?.calls ?? [];
  for (const tool of every.values())
    for (const suite of tools.keys())
      if (!tools.get(suite)?.some(({ name }) => name === tool.name)) tools.get(suite)?.push(tool);
  return {
    tools,
    tasks: userTasks.map(({ suite, id, prompt, calls }) => ({ suite, id, goal: prompt, calls: whole(calls, false) })),
    injections: injectionTasks.map(({ suite, id, goal, calls }) => ({
      suite,
      id,
      goal,
      calls: whole(calls.length > 0 ? calls : known(suite, id), true),
    })),
    vectors,
    templates: templates.flatMap(({ attack, template }) => (template === null ? [] : [{ attack, template }])),
  };
};

/** A template of the corpus, filled as its authors mean it. */
export const filled = (template: string, goal: string): string =>
  template
    .replaceAll('{goal}', goal)
    .replaceAll('{user}', 'Emma Johnson')
    .replaceAll('{model}', 'the assistant')
    .replaceAll('{tools}', '');
