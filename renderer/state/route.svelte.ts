export const SCREENS = ['goal', 'history', 'skills', 'state', 'rules', 'health', 'settings'] as const;
/** Reached from a screen, not from the navigation. */
const INNER = ['servers', 'memory'] as const;
export type Screen = (typeof SCREENS)[number];
export const RUN_VIEWS = ['steps', 'graph', 'timeline'] as const;
/** How a run is shown at first. */
export type RunViewName = (typeof RUN_VIEWS)[number];
export type Route =
  | { readonly screen: Exclude<Screen, 'state'> | (typeof INNER)[number] }
  /** `node`: the node of the state graph that is opened. */
  | { readonly screen: 'state'; readonly node?: string }
  | { readonly screen: 'run'; readonly runId: string; readonly view?: RunViewName };

export function hrefOf(route: Route): string {
  if (route.screen === 'run')
    return `#/run/${encodeURIComponent(route.runId)}${route.view === undefined ? '' : `/${route.view}`}`;
  if (route.screen === 'state' && route.node !== undefined) return `#/state/${encodeURIComponent(route.node)}`;
  return route.screen === 'goal' ? '#/' : `#/${route.screen}`;
}

function parse(hash: string): Route {
  const [head = '', rest = '', last = ''] = hash.replace(/^#\/?/, '').split('/');
  const view = RUN_VIEWS.find((one) => one === last);
  if (head === 'run' && rest) return { screen: 'run', runId: decodeURIComponent(rest), ...(view && { view }) };
  if (head === 'state' && rest) return { screen: 'state', node: decodeURIComponent(rest) };
  return { screen: [...SCREENS, ...INNER].find((screen) => screen === head) ?? 'goal' };
}

/** Which screen is shown. Kept in the address, so back, forward and reload work. */
class Router {
  current = $state<Route>(parse(location.hash));

  constructor() {
    addEventListener('hashchange', () => (this.current = parse(location.hash)));
  }

  go(route: Route): void {
    location.hash = hrefOf(route);
  }
}

export const router = new Router();
