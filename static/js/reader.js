// What a browser with scripts adds to a page that is whole without them: text size and contrast are
// remembered, the text is read aloud, the article passed on, the print view has its button.
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

for (const input of document.querySelectorAll(".text-size__input")) {
  input.checked = input.value === (remembered("co-chu") || "medium");
  if (input.checked) setSize(input.value);
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
    return [...blocks]
      .filter((block) => !block.closest("nav, .tools, .stamp") && !block.querySelector("p, li"))
      // Some voices fall silent in the middle of a long text.
      .flatMap((block) => block.textContent.match(/[^.!?;…]+[.!?;…]*/g) || [])
      .map((sentence) => sentence.trim())
      .filter(Boolean);
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

  function show(number) {
    shown = (number + photos.length) % photos.length;
    const photo = photos[shown];
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

const print = document.querySelector(".paper__print");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
