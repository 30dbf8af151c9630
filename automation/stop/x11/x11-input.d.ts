/** More of the `x11` package: what listens to keys and pointer. Joins the declarations of automation/desktop. */
import 'x11';

declare module 'x11' {
  export interface XInput {
    /** null on servers that are older than the second version. */
    readonly xi2: { readonly majorVersion: number; readonly minorVersion: number } | null;
    readonly AllMasterDevices: 1;
    readonly AllDevices: 0;
    XISelectEvents(window: number, masks: { readonly deviceId: number; readonly mask: readonly string[] }): void;
    XIQueryDevice(
      deviceId: number,
      reply: (error: Error | null | undefined, value: readonly { deviceId: number; name: string }[]) => void,
    ): void;
  }
  export interface Recording {
    readonly CS: { readonly AllClients: number };
    readonly Category: { readonly FromClient: number };
    CreateContext(
      context: number,
      elementHeader: number,
      clients: readonly number[],
      ranges: readonly {
        readonly extRequests: {
          readonly major: { readonly first: number; readonly last: number };
          readonly minor: { readonly first: number; readonly last: number };
        };
      }[],
    ): void;
    EnableContext(
      context: number,
      onData: (reply: { readonly category: number; readonly xidBase: number; readonly data: Buffer }) => void,
      ended: () => void,
    ): void;
    DisableContext(context: number): void;
  }
  export interface Xinerama {
    QueryScreens(
      reply: (
        error: Error | null | undefined,
        value: readonly { readonly x: number; readonly y: number; readonly width: number; readonly height: number }[],
      ) => void,
    ): void;
  }
  export interface XTest {
    readonly majorOpcode: number;
  }
  export interface XClient {
    readonly seq_num: number;
    /** Handlers of replies to come; the fourth part of one collects all replies to a request that has many. */
    readonly replies: Record<number, unknown[] | undefined>;
    GrabKey(
      window: number,
      ownerEvents: number,
      modifiers: number,
      keycode: number,
      pointerMode: 1,
      keyboardMode: 1,
      /** Gives true when it took care of the error. */
      done: (error?: Error | null) => boolean,
    ): void;
    UngrabKey(window: number, keycode: number, modifiers: number): void;
    require(name: 'xinput', reply: (error: Error | null | undefined, value: XInput) => void): void;
    require(name: 'record', reply: (error: Error | null | undefined, value: Recording) => void): void;
    require(name: 'xinerama', reply: (error: Error | null | undefined, value: Xinerama) => void): void;
  }
}
