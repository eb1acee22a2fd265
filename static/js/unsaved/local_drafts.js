// Copies of unsaved words in this browser, one for each opening of a form: written while typing,
// taken away once the server says that the words are saved, and on signing out where it keeps them.
// Stands on every page of the admin, since a saved form leads to another page.
"use strict";

window.unsaved = (() => {
  const { person = "", state = "" } = document.currentScript.dataset;
  const ROOM = "chua-luu:";
  const OWN = `${ROOM}${person}:`;
  const LONGEST = 1_000_000; // characters; a browser holds some five million in all
  const MOST = 20;
  const OLDEST = 21 * 24 * 3600 * 1000; // the server remembers for 30 days what was saved

  function names(start) {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(start));
    } catch {
      return []; // a browser may forbid it
    }
  }

  function read(name) {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  }

  function all() {
    return names(OWN)
      .map(read)
      .filter(Boolean)
      .sort((one, other) => other.at - one.at);
  }

  const isOnServer = (copy) => copy.kept >= copy.number;

  function remove(key) {
    try {
      localStorage.removeItem(OWN + key);
    } catch {
      // then there is none
    }
  }

  // Whether the copy is in this browser now. Only those that the server keeps too make room.
  function write(copy) {
    const text = JSON.stringify(copy);
    if (!person || text.length > LONGEST) return false;
    const others = all().filter((other) => other.key !== copy.key && isOnServer(other));
    while (names(OWN).length > MOST && others.length) remove(others.pop().key);
    for (;;) {
      try {
        localStorage.setItem(OWN + copy.key, text);
        return true;
      } catch {
        if (!others.length) return false;
        remove(others.pop().key);
      }
    }
  }

  // What the server knows of these keys; null where it does not answer.
  async function ask(keys) {
    try {
      const query = keys.map((key) => `khoa=${key}`).join("&");
      const answer = await fetch(`${state}?${query}`, { redirect: "manual" });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  function isSaved(copy, known) {
    return Boolean(known?.is_closed && known.number >= copy.number);
  }

  async function forgetSaved() {
    const held = all();
    if (!held.length) return;
    const known = await ask(held.map((copy) => copy.key));
    for (const copy of held) if (isSaved(copy, known?.[copy.key])) remove(copy.key);
  }

  function forgetKept() {
    for (const copy of all()) if (isOnServer(copy)) remove(copy.key);
  }

  for (const name of names(ROOM)) {
    const copy = read(name);
    if (!copy || Date.now() - copy.at > OLDEST) localStorage.removeItem(name);
  }
  document.addEventListener("submit", (event) => {
    if (event.target.id === "logout-form" && !event.defaultPrevented) forgetKept();
  });
  if (person) forgetSaved();

  return { localDrafts: { all, ask, forgetKept, isSaved, remove, write }, person };
})();
