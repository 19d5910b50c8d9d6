/** The file's name with its ending, added where the person left it away; capitals count as the same. */
export function withEnding(file: string, ending: string): string {
  return file.toLowerCase().endsWith(`.${ending.toLowerCase()}`) ? file : `${file}.${ending}`;
}

/** A name that every file system takes, made of one that a person gave. */
export function fileName(name: string): string {
  const plain = name
    .replace(/[<>:"/\\|?*\p{Cc}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(plain);
  return reserved ? `${plain} -` : plain || 'Seatworth';
}
