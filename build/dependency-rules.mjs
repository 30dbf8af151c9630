/**
 * Who may import whom. Every source file belongs to one room; what a room does not name here it may not import.
 * Without `packages` it may use any.
 * @type {readonly { room: string, from: string, may: readonly string[], packages?: readonly string[] }[]}
 */
const ROOMS = [
  { room: 'protocol', from: '^shared/protocol/', may: ['^shared/protocol/'], packages: ['zod'] },
  { room: 'symbolic', from: '^shared/symbolic/', may: ['^shared/symbolic/'], packages: ['zod'] },
  {
    room: 'ports',
    from: '^shared/ports/',
    may: ['^shared/(ports|protocol|symbolic)/'],
    packages: ['zod'],
  },
  ...['planning', 'goals', 'skills', 'policy'].map((room) => ({
    room,
    from: `^shared/${room}/`,
    // A goal's intent is what planning starts from; declarations of skills are what all but themselves speak about.
    may: [
      `^shared/(${room}|symbolic|protocol|ports${room === 'skills' ? '' : '|skills'})/`,
      ...(room === 'planning' ? ['^shared/goals/intent\\.ts$'] : []),
    ],
    packages: ['zod'],
  })),
  {
    room: 'execution',
    from: '^shared/execution/',
    may: ['^shared/(execution|planning|policy|skills|symbolic|ports|protocol)/'],
    packages: ['xstate', 'zod'],
  },
  { room: 'prompts', from: '^shared/prompts/', may: ['^shared/(prompts|symbolic|skills|ports)/'], packages: ['zod'] },
  {
    room: 'changes',
    from: '^shared/changes/',
    may: ['^shared/(changes|protocol|symbolic)/'],
    packages: ['xstate', 'zod'],
  },
  ...['schedule', 'metrics', 'audit'].map((room) => ({
    room,
    from: `^shared/${room}/`,
    may: [`^shared/(${room}|protocol|symbolic)/`],
    packages: ['zod'],
  })),
  { room: 'app', from: '^shared/app(\\.ts$|/)', may: ['^shared/'] },
  { room: 'renderer', from: '^renderer/', may: ['^renderer/', '^shared/(protocol|symbolic)/'] },
];

/**
 * @param {string} name
 * @param {string} comment why
 * @param {import('dependency-cruiser').IRegularForbiddenRuleType['from']} from
 * @param {import('dependency-cruiser').IRegularForbiddenRuleType['to']} to
 * @returns {import('dependency-cruiser').IRegularForbiddenRuleType}
 */
const deny = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @param {string} name */
const packageNamed = (name) => `(^|/)node_modules/${name}/`;

const SCREENS = 'goal|health|history|memory|rules|run|servers|settings|skills|state-graph';

const PROGRAM = '^(shared|automation|electron|renderer)/';

const roomRules = ROOMS.flatMap(({ room, from, may, packages }) => [
  deny(
    `${room}-folders`,
    `${room} imports only ${may.join(' ')}`,
    { path: from },
    { path: '^(shared|automation|electron|renderer|tests|build)/', pathNot: [...may] },
  ),
  ...(packages === undefined
    ? []
    : [
        deny(
          `${room}-packages`,
          `${room} uses no other package`,
          { path: from },
          { path: '(^|/)node_modules/', pathNot: packages.map(packageNamed) },
        ),
      ]),
]);

/** Packages that one part of the program alone knows. */
const HOMES = [
  {
    name: 'electron-in-its-host',
    why: 'only the Electron host and its preload know Electron',
    package: 'electron',
    home: '^electron/(main|preload)/',
  },
  {
    name: 'one-hand',
    why: 'nut.js runs in the killable worker, behind one file',
    package: '@nut-tree',
    home: '^automation/desktop/nut/module\\.ts$',
  },
  { name: 'one-model-client', why: 'one file speaks to models', package: 'openai', home: '^automation/model/' },
  { name: 'one-browser', why: 'one folder drives pages', package: 'playwright-core', home: '^automation/browser/' },
  {
    name: 'one-mcp',
    why: 'one folder speaks the Model Context Protocol',
    package: '@modelcontextprotocol',
    home: '^automation/mcp/',
  },
  {
    name: 'machines',
    why: 'state machines live where states are',
    package: 'xstate',
    home: '^shared/(execution|changes)/',
  },
];
const homeRules = HOMES.map(({ name, why, package: known, home }) =>
  deny(name, why, { path: PROGRAM, pathNot: home }, { path: packageNamed(known) }),
);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...roomRules,
    deny('no-cycles', 'two files that need each other are one thing, or a third is missing', {}, { circular: true }),
    // A bench fetches its peer when it runs, into a folder of its own.
    deny('resolvable', 'an import of nothing', {}, { couldNotResolve: true, pathNot: '^@langchain/' }),
    deny(
      'host-free',
      'shared/ runs anywhere: no Node, no Electron',
      { path: '^shared/' },
      { dependencyTypes: ['core'] },
    ),
    deny(
      'checked-by-others',
      'a plan is not checked by what made it',
      { path: '^shared/planning/check/' },
      { path: '^shared/planning/(achieve|bind|compose|document-path|htn|order|propose|repair|seek)' },
    ),
    deny(
      'decomposing-any-text',
      'decomposing knows what tasks and methods are, not the language they were written in',
      { path: '^shared/planning/htn/' },
      { path: '^shared/planning/', pathNot: '^shared/planning/htn/' },
    ),
    deny(
      'explained-to-others',
      'an explanation is not checked by what made it: they share the form of a claim and nothing that runs',
      { path: '^shared/planning/explain-check\\.ts$' },
      { path: '^shared/planning/', dependencyTypesNot: ['type-only'] },
    ),
    deny(
      'automation-inwards',
      'a plug knows the contracts and no host',
      { path: '^automation/' },
      {
        path: '^(shared|electron|renderer|tests|build)/',
        pathNot: ['^shared/(ports|protocol|symbolic|skills)/', '^shared/planning/'],
      },
    ),
    deny(
      'search-in-its-worker',
      'planning is pure; only the thread that keeps its work off the program carries it',
      { path: '^automation/', pathNot: '^automation/planner/' },
      { path: '^shared/planning/' },
    ),
    deny(
      'automation-apart',
      'no plug knows another',
      { path: '^automation/([^/]+)/' },
      { path: '^automation/([^/]+)/', pathNot: '^automation/$1/' },
    ),
    deny(
      'hosts',
      'a host sees the program as a whole, never its parts; what leaves it is redacted there',
      { path: '^electron/' },
      {
        path: '^(shared|renderer|tests|build)/',
        pathNot: ['^shared/app(\\.ts$|/records\\.ts$)', '^shared/(protocol|ports|audit)/'],
      },
    ),
    deny(
      'node-host-without-electron',
      'the Node host runs where Electron is not installed',
      { path: '^electron/(server|cli)/' },
      { path: [packageNamed('electron'), '^electron/(main|preload)/'] },
    ),
    deny(
      'screens-apart',
      'what two screens need stands in parts, state or words',
      { path: `^renderer/(${SCREENS})/` },
      { path: `^renderer/(${SCREENS})/`, pathNot: '^renderer/$1/' },
    ),
    ...homeRules,
    deny(
      'browser-when-needed',
      'its driver is loaded when a page is first opened',
      { path: '^automation/browser/' },
      { path: packageNamed('playwright-core'), dependencyTypesNot: ['dynamic-import', 'type-only'] },
    ),
    deny(
      'program-without-tests',
      'what ships does not know its tests',
      { path: '^(shared|automation|electron|renderer|build)/' },
      { path: '^tests/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.cache)/' },
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    tsConfig: { fileName: 'build/tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'svelte', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.svelte', '.json', '.d.ts'],
    },
  },
};
