// What a browser with scripts adds to a page that is whole without them: text size and contrast are
// remembered, the text is read aloud, the article passed on, a search suggests while one types, the
// print view has its button.
"use strict";

const root = document.documentElement;

// A private window, or a browser whose storage is full or forbidden: forgotten, no harm.
function remember(name, value) {
  try { localStorage.setItem(name, value); } catch { /* see above */ }
}

function remembered(name) {
  try { return localStorage.getItem(name); } catch { return null; }
}

function setSize(size) {
  root.dataset.text = size;
}

function setContrast(isHigh) {
  root.toggleAttribute("data-contrast", isHigh);
}

const sizes = [...document.querySelectorAll(".text-size__input")];
const known = sizes.find((input) => input.value === remembered("co-chu"));
const chosen = known || sizes.find((input) => input.defaultChecked);
if (chosen) {
  chosen.checked = true;
  setSize(chosen.value);
}
for (const input of sizes) {
  input.addEventListener("change", () => {
    setSize(input.value);
    remember("co-chu", input.value);
  });
}

const high = document.querySelector(".comfort__high");
if (high) {
  high.checked = remembered("tuong-phan") === "cao";
  setContrast(high.checked);
  high.addEventListener("change", () => {
    setContrast(high.checked);
    remember("tuong-phan", high.checked ? "cao" : "");
  });
}

const aloud = document.querySelector(".comfort__aloud");
const article = document.querySelector("article.article, article.prose");
if (aloud && article && "speechSynthesis" in window) {
  const start = aloud.textContent;
  let isReading = false;

  function voice() {
    return speechSynthesis.getVoices().find((each) => /^vi\b/i.test(each.lang.replace("_", "-")));
  }

  function offer() {
    aloud.hidden = !voice();
  }

  function stop() {
    isReading = false;
    speechSynthesis.cancel();
    aloud.textContent = start;
  }

  function sentences() {
    const blocks = article.querySelectorAll("h1, h2, h3, h4, p, li, th, td, figcaption");
    const isSeen = (block) => block.getClientRects().length > 0; // not what is for paper alone
    return [...blocks]
      .filter((block) => !block.closest("nav, .tools, .stamp") && !block.querySelector("p, li"))
      .filter(isSeen)
      // Some voices fall silent in the middle of a long text. "1.250.000" is one number.
      .flatMap((block) => block.textContent.match(/\S.*?(?:[.!?;…]+(?=\s|$)|$)/gs) || []);
  }

  function read() {
    isReading = true;
    aloud.textContent = aloud.dataset.stop;
    const said = sentences().map((sentence) => {
      const utterance = new SpeechSynthesisUtterance(sentence);
      utterance.lang = "vi-VN";
      utterance.voice = voice();
      return utterance;
    });
    said.at(-1)?.addEventListener("end", stop);
    for (const utterance of said) speechSynthesis.speak(utterance);
  }

  aloud.addEventListener("click", () => (isReading ? stop() : read()));
  window.addEventListener("pagehide", stop);
  speechSynthesis.addEventListener?.("voiceschanged", offer);
  offer();
}

function address() {
  const canonical = document.querySelector("link[rel=canonical]");
  return canonical ? canonical.href : location.href;
}

const copy = document.querySelector(".tools__copy");
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address());
      copy.textContent = copy.dataset.done;
    } catch { /* the browser does not allow it: the button stays as it was */ }
  });
}

const share = document.querySelector(".tools__share");
if (share && navigator.share) {
  share.hidden = false;
  share.addEventListener("click", () => {
    const title = document.querySelector("h1").textContent;
    navigator.share({ title, url: address() }).catch(() => { /* the reader thought better of it */ });
  });
}

// Photos open large in the page, one after the other; without a script each is a link to its file.
const photos = [...document.querySelectorAll(".figure__open")];
if (photos.length && window.HTMLDialogElement) {
  const view = document.createElement("dialog");
  const bar = document.createElement("div");
  const large = document.createElement("img");
  const caption = document.createElement("p");
  let shown = 0;
  view.className = "photo-view";
  bar.className = "photo-view__bar";
  large.className = "photo-view__picture";
  caption.className = "photo-view__caption";
  view.setAttribute("aria-label", "Ảnh lớn");
  caption.setAttribute("aria-live", "polite");
  large.addEventListener("error", () => caption.prepend("Không tải được ảnh này. "));

  function show(number) {
    shown = (number + photos.length) % photos.length;
    const photo = photos[shown];
    large.removeAttribute("src"); // else the photo before stays over this one's caption meanwhile
    large.src = photo.href;
    large.alt = photo.querySelector("img").alt;
    caption.textContent = photo.closest("figure").querySelector("figcaption")?.innerText || "";
  }

  function addButton(label, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "photo-view__button";
    button.textContent = label;
    button.addEventListener("click", act);
    bar.append(button);
  }

  if (photos.length > 1) addButton("‹ Ảnh trước", () => show(shown - 1));
  addButton("Đóng", () => view.close());
  if (photos.length > 1) addButton("Ảnh sau ›", () => show(shown + 1));
  view.append(bar, large, caption);
  document.body.append(view);
  view.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(shown - 1);
    else if (event.key === "ArrowRight") show(shown + 1);
  });
  photos.forEach((photo, number) => photo.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(number);
    view.showModal();
  }));
}

// Topics, document numbers and titles that the words may become, below each search field: a combobox
// (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/) whose choices lead to their pages.
for (const field of document.querySelectorAll("[data-suggestions]")) {
  const list = document.createElement("ul");
  let waiting;
  let request;
  let active = -1;
  list.id = `${field.id}-goi-y`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Gợi ý");
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.after(list);

  function activate(number) {
    active = number;
    [...list.children].forEach((option, n) => option.setAttribute("aria-selected", n === number));
    field.setAttribute("aria-activedescendant", list.children[number]?.id || "");
    list.children[number]?.scrollIntoView({ block: "nearest" });
  }

  function open(isOpen) {
    list.hidden = !isOpen;
    field.setAttribute("aria-expanded", isOpen);
    activate(-1);
  }

  function option({ text, address, kind }, number) {
    const each = document.createElement("li");
    const named = document.createElement("small");
    each.id = `${list.id}-${number}`;
    each.setAttribute("role", "option");
    each.className = "suggestions__one";
    each.dataset.address = address;
    named.textContent = kind;
    each.append(text, " ", named);
    return each;
  }

  async function suggest() {
    request = new AbortController();
    try {
      const address = `${field.dataset.suggestions}?q=${encodeURIComponent(field.value.trim())}`;
      const answer = await fetch(address, { signal: request.signal, credentials: "omit" });
      list.replaceChildren(...(await answer.json()).map(option));
      open(list.children.length > 0 && document.activeElement === field);
    } catch (error) {
      if (error.name !== "AbortError") open(false); // out of reach: the field works without
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    request?.abort();
    activate(-1); // what was suggested stays until there is something newer
    if (field.value.trim().length > 1) waiting = setTimeout(suggest, 200);
    else open(false);
  });
  field.addEventListener("keydown", (event) => {
    const number = list.children.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || !number) return;
    if (step) {
      const next = (active + 1 + step + number + 1) % (number + 1) - 1;
      if (list.hidden) open(true);
      activate(next);
    } else if (list.hidden) return;
    else if (event.key === "Escape") open(false);
    else if (event.key === "Enter" && active >= 0) list.children[active].click();
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", () => open(false));
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field stays in focus
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-address]");
    if (chosen) location.href = chosen.dataset.address;
  });
  open(false);
}

const print = document.querySelector(".paper__print");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
