import { Failure } from '../core/failure.ts';

const LONGEST = 4096;
export const KEY_QUESTION = 'Key (it is not shown): ';

/**
 * Reads a key from standard input, or asks for it without showing it where a person sits in front.
 * Never from an argument: those stand in the shell's history and in the list of processes.
 */
export async function readKeyText(question: string): Promise<string> {
  const text = process.stdin.isTTY ? await askHidden(question) : await readAll();
  const key = text.trim();
  if (key === '' || key.length > LONGEST || /\s/.test(key)) {
    throw new Failure('key_empty', 'No key was given. Pipe it in, or type it when asked.', {});
  }
  return key;
}

/** Reads a passphrase the same way; blanks are a part of it, the line's end is not. */
export async function readPassphrase(question: string): Promise<string> {
  const text = process.stdin.isTTY ? await askHidden(question) : await readAll();
  return text.replace(/\r?\n$/, '');
}

async function readAll(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin) {
    text += String(chunk);
    if (text.length > 2 * LONGEST) break;
  }
  return text;
}

function askHidden(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.resume();
  stdin.setEncoding('utf8');
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = (): void => {
      stdin.setRawMode(false);
      stdin.pause();
      stdin.removeListener('data', take);
      stderr.write('\n');
    };
    const take = (text: string): void => {
      for (const character of text) {
        if (character === '\r' || character === '\n') {
          end();
          resolve(typed);
          return;
        }
        if (character === '\u0003' || character === '\u0004') {
          end();
          reject(new Failure('cancelled', 'Nothing was changed.', {}));
          return;
        }
        if (character === '\u007f' || character === '\b') typed = typed.slice(0, -1);
        else typed += character;
      }
    };
    stdin.on('data', take);
  });
}
