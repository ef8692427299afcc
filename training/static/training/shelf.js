// Answers that wait, in this page and, where the browser allows it, in its storage.
export class Shelf {
  constructor(name) {
    this.name = name;
    this.waiting = new Map();
    try {
      this.waiting = new Map(JSON.parse(localStorage.getItem(name) ?? "[]"));
    } catch {
      // Storage is switched off or unreadable: the page alone remembers.
    }
  }

  entries() {
    return [...this.waiting];
  }

  first() {
    return this.entries()[0];
  }

  get(id) {
    return this.waiting.get(id);
  }

  put(id, entry) {
    this.waiting.set(id, entry);
    this.write();
  }

  drop(id) {
    this.waiting.delete(id);
    this.write();
  }

  write() {
    try {
      const lasting = this.entries().filter(([, entry]) => !entry.hasWords);
      if (lasting.length) {
        localStorage.setItem(this.name, JSON.stringify(lasting));
      } else {
        localStorage.removeItem(this.name);
      }
    } catch {
      // As above.
    }
  }
}
