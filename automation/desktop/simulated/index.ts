export { SIMULATED_APPLICATIONS } from './applications.ts';
export { createSimulatedDriver, type SimulatedOptions } from './simulated-driver.ts';
export { filesInMemory, type SimulatedFiles } from './simulated-files.ts';
export type { Fault } from './faults.ts';
export type { SimulatedPage } from './browser.ts';
