import { Command } from 'commander';
import { expect, test } from 'vitest';
import { addCommandsFor, COMMAND_GROUPS } from '../../../src/cli/command-groups.ts';
import { handlerOf } from '../../../src/main/services/handlers.ts';
import { contractRequests } from '../../../tools/contract-requests.ts';

test('every group names exactly the commands that it adds', async () => {
  for (const { names, add } of COMMAND_GROUPS) {
    const program = new Command();
    await add(program);
    expect(program.commands.map((command) => command.name()).toSorted()).toEqual(names.toSorted());
  }
});

test('a command is found behind the options of the program', async () => {
  const program = new Command();
  await addCommandsFor(program, ['--book', 'claim', '--json', '--as', 'sync', 'rates', 'set']);
  expect(program.commands.map((command) => command.name())).toEqual(['rates']);
});

test('without a command all are there', async () => {
  const program = new Command();
  await addCommandsFor(program, ['--json']);
  expect(program.commands.length).toBe(COMMAND_GROUPS.flatMap(({ names }) => names).length);
});

test('every request to the book is answered', async () => {
  // These are answered by the threads and the shell around the book.
  const around = /^(?:desktop\/|work\/cancel$|sync\/cancel$)/;
  const unanswered: string[] = [];
  for (const name of Object.keys(await contractRequests())) {
    if (!around.test(name) && (await handlerOf(name))?.request.name !== name) unanswered.push(name);
  }
  expect(unanswered).toEqual([]);
});

test('a request that nobody answers has no handler, whatever its name', async () => {
  for (const name of ['', '__proto__', '../x', 'people', 'people/nothing'])
    expect(await handlerOf(name)).toBeUndefined();
  // Of what the contract declares each has its folder: one without is a mistake of ours, and says so.
  await expect(handlerOf('constructor/list')).rejects.toThrow('constructor/index.ts');
});
