import type { Decrypter } from 'age-encryption';

/**
 * What a file of age holds. By streams, as the package's own way for bytes makes a `Response` of them, for which
 * Node loads all of its fetch: a tenth of a second of every command.
 */
export async function decryptedFile(decrypter: Decrypter, content: Uint8Array): Promise<Buffer> {
  const file = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(content);
      controller.close();
    },
  });
  const chunks: Uint8Array[] = [];
  for await (const chunk of await decrypter.decrypt(file)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
