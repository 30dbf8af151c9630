import { trouble } from '../doubt.ts';
import { ask, phrase, type Built, type Scene } from '../phrase.ts';
import type { Json } from '../../protocol/json.ts';

const use = (tool: string, args: Readonly<Record<string, Json>>, { context }: Scene): Built => {
  const shape = context.skills?.get(tool)?.parameters.shape ?? {};
  const unknown = Object.keys(args).find((name) => !Object.hasOwn(shape, name));
  if (unknown !== undefined) return trouble(`That tool takes no “${unknown}”.`);
  const missing = Object.entries(shape).find(
    ([name, schema]) => !(name in args) && !schema.safeParse(undefined).success,
  );
  return missing ? trouble(`That tool needs “${missing[0]}” as well.`) : [ask(tool, args)];
};

/** Tools of MCP servers, by name: what they do only their servers know, so no other words lead to them offline. */
export const tools = [
  phrase('use a tool', ['(use|call) [the] [tool] {tool:tool} with {args:arguments}'], ({ tool, args }, scene) =>
    use(tool, args, scene),
  ),
  phrase('use a tool', ['(use|call) [the] [tool] {tool:tool}'], ({ tool }, scene) => use(tool, {}, scene)),
].flat();
