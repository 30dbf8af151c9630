import dbus, { type MessageBus } from 'dbus-native';
import { SonnyError } from '../../../../shared/protocol/errors.ts';
import type { Progress } from '../../../../shared/ports/progress.ts';

/** An accessible object: the application's bus name and the object's path in it. */
export interface Ref {
  readonly bus: string;
  readonly path: string;
}

/** How long a hung application is left alone before it is asked again, in milliseconds. */
const REST = 2_000;
const PROBE_TIMEOUT = 300;

/**
 * The accessibility bus. Every call ends within its time-out; an application that let one pass is marked as not
 * responding and is not asked again for a while, so that one hung program costs one time-out, not hundreds.
 */
export interface AccessibilityBus {
  /** Rejects with NOT_RESPONDING, DEADLINE, CANCELLED, NO_ACCESSIBILITY, or a DBusError that the application sent. */
  call<T>(
    target: Ref,
    iface: string,
    member: string,
    progress: Progress,
    signature?: string,
    body?: readonly unknown[],
  ): Promise<T>;
  /** As `call`, but null where the object is gone or does not know the call. */
  ask<T>(
    target: Ref,
    iface: string,
    member: string,
    progress: Progress,
    signature?: string,
    body?: readonly unknown[],
  ): Promise<T | null>;
  property<T>(target: Ref, iface: string, name: string, progress: Progress): Promise<T | null>;
  pidOf(bus: string, progress: Progress): Promise<number | null>;
  /** Calls back for every accessibility event until the returned function is called. */
  onEvent(listener: () => void): () => void;
  notResponding(bus: string): boolean;
  readonly closed: boolean;
  close(): Promise<void>;
}

export const ACCESSIBLE = 'org.a11y.atspi.Accessible';
const PROPERTIES = 'org.freedesktop.DBus.Properties';
const REGISTRY: Ref = { bus: 'org.a11y.atspi.Registry', path: '/org/a11y/atspi/registry' };
export const DESKTOP: Ref = { bus: 'org.a11y.atspi.Registry', path: '/org/a11y/atspi/accessible/root' };

/** Cache.GetItems exists in an application only once someone listens, so these are registered before anything is read. */
const EVENTS = [
  'object:children-changed',
  'object:state-changed',
  'object:text-changed',
  'object:property-change',
  'window',
];

const RULES = ['Object', 'Window'].map((kind) => `type='signal',interface='org.a11y.atspi.Event.${kind}'`);

const addressOf = async (sessionAddress: string, timeout: number): Promise<string> => {
  const session = dbus.createClient({ busAddress: sessionAddress, timeout });
  const broken = new Promise<never>((_, reject) => session.connection.on('error', reject));
  const accessibility = { destination: 'org.a11y.Bus', path: '/org/a11y/bus' };
  try {
    // Browsers decide at their start, by this property, whether to build a tree at all.
    await Promise.race([
      session.invoke({
        ...accessibility,
        interface: PROPERTIES,
        member: 'Set',
        signature: 'ssv',
        body: ['org.a11y.Status', 'IsEnabled', new dbus.Variant('b', true)],
      }),
      broken,
    ]);
    return await session.invoke<string>({ ...accessibility, interface: 'org.a11y.Bus', member: 'GetAddress' });
  } finally {
    await session.close();
  }
};

/** Connects through the session bus named by `DBUS_SESSION_BUS_ADDRESS`. Rejects with NO_ACCESSIBILITY. */
export const connectBus = async (
  env: Readonly<Record<string, string | undefined>>,
  timeoutMs: number,
): Promise<AccessibilityBus> => {
  const sessionAddress = env['DBUS_SESSION_BUS_ADDRESS'];
  if (!sessionAddress)
    throw new SonnyError('NO_ACCESSIBILITY', 'There is no session bus (DBUS_SESSION_BUS_ADDRESS is not set).');
  try {
    const bus = dbus.createClient({ busAddress: await addressOf(sessionAddress, timeoutMs), timeout: timeoutMs });
    const connected = over(bus, timeoutMs);
    for (const event of EVENTS)
      await bus.invoke({
        destination: REGISTRY.bus,
        path: REGISTRY.path,
        interface: 'org.a11y.atspi.Registry',
        member: 'RegisterEvent',
        signature: 's',
        body: [event],
      });
    return connected;
  } catch (thrown) {
    throw new SonnyError('NO_ACCESSIBILITY', thrown instanceof Error ? thrown.message : String(thrown), {
      cause: thrown,
    });
  }
};

const over = (bus: MessageBus, timeoutMs: number): AccessibilityBus => {
  let closed = false;
  const restUntil = new Map<string, number>();
  const listeners = new Set<() => void>();

  // Without a listener an error of the socket would end the process.
  bus.connection.on('error', () => (closed = true));
  bus.connection.on('close', () => (closed = true));
  bus.connection.on('message', (message) => {
    if (message.interface?.startsWith('org.a11y.atspi.Event.')) for (const listener of listeners) listener();
  });

  const call: AccessibilityBus['call'] = async <T>(
    target: Ref,
    iface: string,
    member: string,
    progress: Progress,
    signature?: string,
    body?: readonly unknown[],
  ): Promise<T> => {
    if (progress.signal.aborted) throw new SonnyError('CANCELLED');
    const resting = restUntil.get(target.bus);
    const now = Date.now();
    if (resting !== undefined && now < resting) throw new SonnyError('NOT_RESPONDING');
    const own = resting === undefined ? timeoutMs : PROBE_TIMEOUT;
    const timeout = Math.min(own, progress.deadline - now);
    if (timeout <= 0) throw new SonnyError('DEADLINE', `${member} was not asked any more.`);
    try {
      const answer = await bus.invoke<T>(
        {
          destination: target.bus,
          path: target.path,
          interface: iface,
          member,
          ...(signature ? { signature, body: [...(body ?? [])] } : {}),
        },
        { timeout, signal: progress.signal },
      );
      restUntil.delete(target.bus);
      return answer;
    } catch (thrown) {
      if (thrown instanceof dbus.AbortError) throw new SonnyError('CANCELLED');
      if (thrown instanceof dbus.ConnectionClosedError)
        throw new SonnyError('NO_ACCESSIBILITY', 'The accessibility bus went away.');
      if (!(thrown instanceof dbus.TimeoutError)) throw thrown;
      if (timeout < own) throw new SonnyError('DEADLINE', `${member} was not answered in time.`);
      restUntil.set(target.bus, Date.now() + REST);
      throw new SonnyError('NOT_RESPONDING', `${member} was not answered within ${own} ms.`);
    }
  };

  const ask: AccessibilityBus['ask'] = async <T>(
    target: Ref,
    iface: string,
    member: string,
    progress: Progress,
    signature?: string,
    body?: readonly unknown[],
  ) => {
    try {
      return await call<T>(target, iface, member, progress, signature, body);
    } catch (thrown) {
      if (thrown instanceof SonnyError) throw thrown;
      return null;
    }
  };

  return {
    call,
    ask,
    property: (target, iface, name, progress) => ask(target, PROPERTIES, 'Get', progress, 'ss', [iface, name]),
    pidOf: (name, progress) =>
      ask(
        { bus: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' },
        'org.freedesktop.DBus',
        'GetConnectionUnixProcessID',
        progress,
        's',
        [name],
      ),
    onEvent: (listener) => {
      listeners.add(listener);
      // A browser sends thousands of these: they are delivered only while someone waits.
      if (listeners.size === 1) for (const rule of RULES) bus.addMatch(rule).catch(() => undefined);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && !closed) for (const rule of RULES) bus.removeMatch(rule).catch(() => undefined);
      };
    },
    notResponding: (name) => (restUntil.get(name) ?? 0) > Date.now(),
    get closed() {
      return closed;
    },
    close: async () => {
      closed = true;
      await bus.close();
    },
  };
};
