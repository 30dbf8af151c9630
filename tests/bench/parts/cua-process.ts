import { CuaDriver, GetWindowStateInput } from '@trycua/cua-driver';

// A process on the measured desktop in which Cua's driver lists a window's elements whenever its parent asks.
const driver = CuaDriver.create(undefined);

process.on('message', ({ pid, id }: { readonly pid: number; readonly id: number }) => {
  const input = GetWindowStateInput.new({
    pid,
    windowId: BigInt(id),
    includeAccessibilityTree: true,
    includeScreenshot: false,
  });
  const before = performance.now();
  void driver.getWindowState(input).then(
    ({ elements = [] }) => process.send?.({ milliseconds: performance.now() - before, count: elements.length }),
    () => process.send?.({ milliseconds: NaN, count: 0 }),
  );
});
process.send?.('ready');
