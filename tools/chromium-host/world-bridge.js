// One end of the bridge between the page's world and the preload's isolated one; both worlds run
// this same text, before any script of the page. What crosses is copied as Electron's contextBridge
// copies it: class instances become plain objects, errors keep their message alone, symbols are left
// out, functions and promises are stood in for. The browser itself clones what an event carries from
// one world to the other. One expression; launched as text.
(hereName, thereName) => {
  const page = window;
  const { CustomEvent, Error: Fault, Map: Table, Promise: Later, structuredClone: clone } = page;
  const dispatch = page.dispatchEvent.bind(page);
  const listen = page.addEventListener.bind(page);
  const { entries, freeze, prototype, defineProperty } = Object;
  const DEEPEST = 1000;

  const functions = new Table();
  const numbers = new Table();
  const answers = new Table();
  const waiting = new Table();
  let last = 0;
  const tell = (detail) => dispatch(new CustomEvent(thereName, { detail }));

  const settleLater = (promise) => {
    last += 1;
    const id = last;
    promise
      .then((value) => tell({ settle: id, value: packed(value) }))
      .catch((error) => tell({ settle: id, error: packed(error) }));
    return id;
  };

  /** A value as boxes of plain data. */
  const packed = (whole) => {
    const seen = new Table();
    const pack = (value, depth) => {
      if (depth > DEEPEST) {
        throw new Fault(
          'Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.',
        );
      }
      if (typeof value === 'symbol') return { left: true };
      if (typeof value === 'function') {
        if (!numbers.has(value)) {
          last += 1;
          numbers.set(value, last);
          functions.set(last, value);
        }
        return { function: numbers.get(value) };
      }
      if (value === null || typeof value !== 'object') return { value };
      if (seen.has(value)) return { same: seen.get(value) };
      seen.set(value, seen.size);
      if (value instanceof Later) return { promise: settleLater(value) };
      if (value instanceof Fault) return { error: String(value.message) };
      if (Array.isArray(value)) {
        return { list: Array.from(value, (part) => pack(part, depth + 1)) };
      }
      if (prototype.toString.call(value) === '[object Object]') {
        return { object: entries(value).map(([key, part]) => [key, pack(part, depth + 1)]) };
      }
      try {
        return { value: clone(value) }; // dates, maps, bytes, files
      } catch {
        throw new Fault('An object could not be cloned.');
      }
    };
    return pack(whole, 0);
  };

  /** What the boxes hold, made of this world's own objects; `frozen` for what is exposed. */
  const unpacked = (whole, frozen = false) => {
    const seen = [];
    const done = (made) => (frozen ? freeze(made) : made);
    const unpack = (box) => {
      if ('value' in box) {
        if (box.value !== null && typeof box.value === 'object') seen.push(box.value);
        return box.value;
      }
      if ('same' in box) return seen[box.same];
      if ('function' in box) return (...args) => call(box.function, args);
      const keep = (made) => {
        seen.push(made);
        return made;
      };
      if ('promise' in box) {
        return keep(new Later((resolve, reject) => waiting.set(box.promise, { resolve, reject })));
      }
      if ('error' in box) return keep(new Fault(box.error));
      if ('list' in box) {
        const list = keep([]);
        for (const part of box.list) list.push('left' in part ? undefined : unpack(part));
        return done(list);
      }
      if ('object' in box) {
        const object = keep({});
        for (const [key, part] of box.object) {
          if ('left' in part) continue;
          defineProperty(object, key, {
            value: unpack(part),
            enumerable: true,
            configurable: true,
            writable: true,
          });
        }
        return done(object);
      }
      return undefined;
    };
    return unpack(whole);
  };

  const call = (number, args) => {
    last += 1;
    const id = last;
    tell({ call: number, id, args: packed(args) });
    const answer = answers.get(id);
    answers.delete(id);
    if (!answer) throw new Fault('An object could not be cloned.');
    if (answer.error) throw unpacked(answer.error);
    return unpacked(answer.value);
  };

  const answered = ({ call: number, id, args }) => {
    try {
      return { answer: id, value: packed(functions.get(number)(...unpacked(args))) };
    } catch (error) {
      return { answer: id, error: packed(error) };
    }
  };

  const exposed = (name, value) => {
    if (name in page) {
      throw new Fault('Cannot bind an API on top of an existing property on the window object');
    }
    defineProperty(page, name, { value, enumerable: true });
  };

  listen(hereName, (event) => {
    const { detail } = event;
    event.stopImmediatePropagation();
    // An event whose load cannot be cloned arrives empty.
    if (detail === null) return;
    if ('call' in detail) tell(answered(detail));
    else if ('answer' in detail) answers.set(detail.answer, detail);
    else if ('expose' in detail) {
      try {
        exposed(detail.expose, unpacked(detail.value, true));
        tell({ answer: detail.id, value: { value: true } });
      } catch (error) {
        tell({ answer: detail.id, error: packed(error) });
      }
    } else if ('settle' in detail) {
      const asker = waiting.get(detail.settle);
      waiting.delete(detail.settle);
      if ('error' in detail) asker?.reject(unpacked(detail.error));
      else asker?.resolve(unpacked(detail.value));
    }
  });

  return {
    expose: (name, value) => {
      last += 1;
      const id = last;
      tell({ expose: name, id, value: packed(value) });
      const answer = answers.get(id);
      answers.delete(id);
      if (answer?.error) throw unpacked(answer.error);
      if (!answer) throw new Fault('An object could not be cloned.');
    },
  };
};
