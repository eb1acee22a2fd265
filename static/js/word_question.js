// A Word file, or a .zip of some, that comes to a page on which no article is written yet may be the
// article itself, or go with it: whoever brings it is asked. A .zip cannot go with an article. What has
// been typed stays where it is: the article out of the file is another draft then, in another tab.
"use strict";

(() => {
  const dialog = document.querySelector(".word-question");
  if (!dialog?.showModal) return;
  const form = dialog.querySelector("form");
  const WORD = /\.(docx|zip)$/i;
  const ARCHIVE = /\.zip$/i;
  const part = (name) => dialog.querySelector(`.word-question__${name}`);
  let waiting = null;

  const hasWords = () => "hasWords" in dialog.dataset || window.unsaved.autosave?.idle() !== null;

  const asksAbout = (file) => WORD.test(file.name);

  // Of these files those that are to be attached, once that is known.
  function toAttach(files) {
    const word = files.filter(asksAbout);
    const others = files.filter((file) => !word.includes(file));
    if (!word.length || waiting) return Promise.resolve(files);
    const documents = word.filter((file) => !ARCHIVE.test(file.name));
    dialog.querySelector("h2").textContent = documents.length ? "Tệp Word" : "Tệp nén";
    part("names").textContent = word.map((file) => file.name).join(", ");
    part("choice").hidden = part("attach").hidden = !documents.length;
    part("archive").hidden = documents.length === word.length;
    part("apart").hidden = !hasWords();
    dialog.showModal();
    return new Promise((done) => {
      waiting = { word, attach: () => done(files.filter((file) => !ARCHIVE.test(file.name))), leave: () => done(others) };
    });
  }

  function close(how) {
    const asked = waiting;
    waiting = null;
    dialog.close();
    asked?.[how]();
  }

  form.addEventListener("submit", () => {
    const brought = new DataTransfer();
    for (const file of waiting.word) brought.items.add(file);
    form.elements.file.files = brought.files;
    form.target = hasWords() ? "_blank" : "";
    window.unsaved.articleForm?.renewTokens();
    close("leave");
  });
  part("attach").addEventListener("click", () => close("attach"));
  part("neither").addEventListener("click", () => close("leave"));
  dialog.addEventListener("close", () => close("leave")); // by Escape

  window.wordQuestion = { asksAbout, toAttach };
})();
