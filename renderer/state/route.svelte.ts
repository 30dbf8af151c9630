export const SCREENS = ['goal', 'history', 'skills', 'health', 'settings'] as const;
export type Screen = (typeof SCREENS)[number];
export type Route = { readonly screen: Screen } | { readonly screen: 'run'; readonly runId: string };

export const hrefOf = (route: Route): string =>
  route.screen === 'run'
    ? `#/run/${encodeURIComponent(route.runId)}`
    : route.screen === 'goal'
      ? '#/'
      : `#/${route.screen}`;

function parse(hash: string): Route {
  const [head = '', rest = ''] = hash.replace(/^#\/?/, '').split('/');
  if (head === 'run' && rest) return { screen: 'run', runId: decodeURIComponent(rest) };
  return { screen: SCREENS.find((screen) => screen === head) ?? 'goal' };
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
