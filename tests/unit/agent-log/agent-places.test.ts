import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { agentPlaces } from '../../../src/main/imports/agent-log/agent-places.ts';
import { madeHome } from './made-home.ts';

test('the places of agents are those that are there, below the home or where a variable says', () => {
  const home = madeHome({});
  for (const place of ['.claude', '.gemini', '.local/share/amp', 'elsewhere/a', 'elsewhere/b'])
    mkdirSync(join(home, place), { recursive: true });
  expect(new Set(agentPlaces(home, {}))).toEqual(
    new Set(['.claude', '.gemini', '.local/share/amp'].map((place) => join(home, place))),
  );
  const said = {
    CLAUDE_CONFIG_DIR: ` ${join(home, 'elsewhere/a')}, ${join(home, 'elsewhere/b')},`,
    AMP_DATA_DIR: join(home, 'missing'),
  };
  expect(new Set(agentPlaces(home, said))).toEqual(
    new Set(['elsewhere/a', 'elsewhere/b', '.gemini'].map((place) => join(home, place))),
  );
});
