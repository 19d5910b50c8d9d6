import * as mine from '../../../contract/mine.ts';
import { bind, type Handler } from '../handler.ts';
import { askForHeld, saveHeld, showHeld, showMine } from './mine.ts';
import { writeHeld } from './write-held.ts';

export const handlers: readonly Handler[] = [
  bind(mine.mineShow, showMine),
  bind(mine.mineHeld, showHeld),
  bind(mine.mineAsk, askForHeld),
  bind(mine.mineSave, saveHeld),
  bind(mine.heldWrite, writeHeld),
];
