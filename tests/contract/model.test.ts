import { createSystemClock } from '../../automation/clock/system-clock.ts';
import { createScriptedModel } from '../../automation/model/scripted.ts';
import { modelContract } from './model.contract.ts';

modelContract('scripted', (script) => ({ model: createScriptedModel({ script, clock: createSystemClock() }) }));
