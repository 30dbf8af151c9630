/** The part of the `x11` package that Sonny uses; the package ships no declarations. */
declare module 'x11' {
  import type { EventEmitter } from 'node:events';

  type Reply<T> = (error: Error | null | undefined, value: T) => void;
  type Done = (error?: Error | null) => void;

  export interface Geometry {
    readonly depth: number;
    readonly windowid: number;
    readonly xPos: number;
    readonly yPos: number;
    readonly width: number;
    readonly height: number;
  }
  export interface Property {
    /** Atom of the type; 0 when the property does not exist. */
    readonly type: number;
    readonly format: 0 | 8 | 16 | 32;
    readonly bytesAfter: number;
    readonly data: Buffer;
  }
  export interface WindowValues {
    readonly backgroundPixel?: number;
    readonly overrideRedirect?: boolean;
    readonly eventMask?: number;
  }
  export interface XEvent {
    readonly name: string;
    readonly type?: number;
    readonly [field: string]: unknown;
  }

  export interface XTest {
    readonly KeyPress: 2;
    readonly KeyRelease: 3;
    readonly ButtonPress: 4;
    readonly ButtonRelease: 5;
    readonly MotionNotify: 6;
    FakeInput(type: number, detail: number, time: number, window: number, x: number, y: number): void;
  }
  export interface ShmSegment {
    readonly size: number;
    readonly buffer: Buffer;
    getImage(
      drawable: number,
      x: number,
      y: number,
      width: number,
      height: number,
      planeMask: number,
      format: number | undefined,
      offset: number,
      reply: Reply<{ readonly depth: number; readonly size: number }>,
    ): void;
    detach(done?: Done): void;
  }
  export interface Shm {
    usable(reply: Reply<boolean>): void;
    createSegment(size: number, reply: Reply<ShmSegment>): void;
  }

  export interface Damage {
    readonly ReportLevel: { readonly NonEmpty: number };
    Create(damage: number, drawable: number, level: number): void;
    Subtract(damage: number, repair: number, parts: number): void;
  }

  export interface XClient extends EventEmitter {
    /** Names known so far. One object for all connections until it is replaced, though servers number atoms differently. */
    atoms: Readonly<Record<string, number>>;
    AllocID(): number;
    InternAtom(onlyIfExists: boolean, name: string, reply: Reply<number>): void;
    GetAtomName(atom: number, reply: Reply<string>): void;
    CreateWindow(
      id: number,
      parent: number,
      x: number,
      y: number,
      width: number,
      height: number,
      border: number,
      depth: number,
      kind: number,
      visual: number,
      values: WindowValues,
    ): void;
    DestroyWindow(window: number): void;
    ChangeWindowAttributes(window: number, values: WindowValues, done?: Done): void;
    ClearArea(window: number, x: number, y: number, width: number, height: number, exposures: number): void;
    GetGeometry(drawable: number, reply: Reply<Geometry>): void;
    TranslateCoordinates(
      from: number,
      to: number,
      x: number,
      y: number,
      reply: Reply<{ readonly child: number; readonly destX: number; readonly destY: number }>,
    ): void;
    QueryTree(window: number, reply: Reply<{ readonly parent: number; readonly children: readonly number[] }>): void;
    GetProperty(
      remove: number,
      window: number,
      name: number,
      type: number,
      offset: number,
      length: number,
      reply: Reply<Property>,
    ): void;
    ChangeProperty(
      mode: 0 | 1 | 2,
      window: number,
      name: number,
      type: number,
      format: 8 | 16 | 32,
      data: Buffer | readonly number[],
      done?: Done,
    ): void;
    DeleteProperty(window: number, name: number, done?: Done): void;
    SetSelectionOwner(owner: number, selection: number, time?: number): void;
    GetSelectionOwner(selection: number, reply: Reply<number>): void;
    ConvertSelection(requestor: number, selection: number, target: number, property: number, time?: number): void;
    SendEvent(destination: number, propagate: boolean | number, mask: number, event: XEvent, done?: Done): void;
    SendClientMessage(
      destination: number,
      window: number,
      type: number,
      format: 8 | 16 | 32,
      data: readonly number[],
      mask?: number,
      done?: Done,
    ): void;
    QueryPointer(
      window: number,
      reply: Reply<{
        readonly child: number;
        readonly rootX: number;
        readonly rootY: number;
        readonly keyMask: number;
      }>,
    ): void;
    QueryKeymap(reply: Reply<Buffer>): void;
    GetKeyboardMapping(first: number, count: number, reply: Reply<readonly (readonly number[])[]>): void;
    GetModifierMapping(reply: Reply<readonly (readonly number[])[]>): void;
    GetImage(
      format: number,
      drawable: number,
      x: number,
      y: number,
      width: number,
      height: number,
      planes: number,
      reply: Reply<{ readonly depth: number; readonly data: Buffer }>,
    ): void;
    require(name: 'xtest', reply: Reply<XTest>): void;
    require(name: 'shm', reply: Reply<Shm>): void;
    require(name: 'damage', reply: Reply<Damage>): void;
    sync(): Promise<void>;
    terminate(): void;
  }

  export interface Display {
    readonly client: XClient;
    readonly screen: readonly {
      readonly root: number;
      readonly pixel_width: number;
      readonly pixel_height: number;
      readonly root_depth: number;
    }[];
    readonly min_keycode: number;
    readonly max_keycode: number;
    /** What all resource ids of this connection begin with. */
    readonly resource_base: number;
    /** Bits of a resource id that its owner chooses; the others name the owner. */
    readonly resource_mask: number;
    /** Largest request, in units of four bytes. */
    readonly max_request_length: number;
  }

  export interface ClientOptions {
    readonly display?: string;
    readonly auth?: { readonly name: string; readonly data: string };
  }

  const x11: {
    createClient(options: ClientOptions, ready: Reply<Display>): XClient;
    readonly eventMask: Readonly<Record<string, number>>;
    readonly keySyms: Readonly<Record<string, { readonly code: number; readonly description: string | null }>>;
  };
  export default x11;
}
