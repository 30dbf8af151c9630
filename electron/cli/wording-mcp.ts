import type { McpServerView, McpToolView } from '../../shared/protocol/mcp.ts';

const RISK = {
  R0: 'looks only',
  R1: 'changes nothing of yours',
  R3: 'changes much',
  R4: 'reaches outside',
  R5: 'never used',
} as const;

const STATE = {
  waiting: 'not approved yet',
  resting: 'started when it is used',
  connecting: 'starting',
  connected: 'connected',
  trouble: 'trouble',
} as const;

const TOOL_STATE = {
  known: '',
  changed: ' · CHANGED, refused until you accept it',
  new: ' · NEW, refused until you accept it',
  gone: ' · gone',
  unusable: ' · can’t be used',
} as const;

export const toolLine = ({ name, risk, state, hints, trouble }: McpToolView): string => {
  const said = risk === null ? 'R4 until you say what it does' : `${risk} ${RISK[risk]}`;
  const hint = hints.length > 0 ? ` (the server ${hints.join(', ')})` : '';
  return `  ${name}: ${said}${TOOL_STATE[state]}${trouble === null ? '' : `: ${trouble}`}${hint}`;
};

const signInLines = ({ name, signIn }: McpServerView): readonly string[] => {
  if (!signIn) return [];
  const until = signIn.keeps === 'session' ? ', until Sonny ends' : '';
  const more = `\`npm start -- mcp sign-in ${name}\``;
  if (signIn.state === 'in') return [signIn.wanted ? `  signed in, and it wants more: ${more}` : `  signed in${until}`];
  return signIn.wanted ? [`  not signed in: ${more}`] : [];
};

export const serverLines = (server: McpServerView): readonly string[] => [
  `${server.name} · ${STATE[server.state]}${server.trouble === null ? '' : `: ${server.trouble}`}`,
  `  ${server.line}`,
  ...signInLines(server),
  ...(server.sampling ? ['  may ask your model'] : []),
  ...server.tools.map(toolLine),
];
