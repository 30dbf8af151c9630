import { startVirtualDesktop, type VirtualDesktop, type VirtualDesktopOptions } from './virtual-desktop.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** A virtual desktop that is started when something first needs it, so that what needs none does without. */
export interface LateDesktop {
  /** Its environment; starts it at the first call. Rejects as starting does, and the next call tries again. */
  env(): Promise<Env>;
  /** Its environment once it runs. Starts nothing. */
  readonly started: Promise<Env>;
  /** Ends it, or its start. */
  dispose(): Promise<void>;
}

/** @param onStart told once it runs */
export function lateDesktop(
  options: Omit<VirtualDesktopOptions, 'signal'>,
  onStart: (desktop: VirtualDesktop) => void = () => {},
): LateDesktop {
  const ending = new AbortController();
  const { promise: started, resolve: announce } = Promise.withResolvers<Env>();
  let starting: Promise<VirtualDesktop> | null = null;

  async function start(): Promise<VirtualDesktop> {
    try {
      const desktop = await startVirtualDesktop({ ...options, signal: ending.signal });
      announce(desktop.env);
      onStart(desktop);
      return desktop;
    } catch (thrown) {
      starting = null;
      throw thrown;
    }
  }
  return {
    started,
    env: async () => (await (starting ??= start())).env,
    async dispose() {
      ending.abort();
      await starting?.then(
        (desktop) => desktop.dispose(),
        () => {},
      );
    },
  };
}
