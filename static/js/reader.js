// What a browser with scripts adds to a page that is whole without them:
// the text size is remembered, the link can be copied, the print view has a button.
"use strict";

const SIZE = "co-chu";

function remember(size) {
  try { localStorage.setItem(SIZE, size); } catch { /* private window: forgotten, no harm */ }
}

function remembered() {
  try { return localStorage.getItem(SIZE); } catch { return null; }
}

for (const input of document.querySelectorAll(".text-size__input")) {
  input.checked = input.value === (remembered() || "medium");
  input.addEventListener("change", () => remember(input.value));
}

const copy = document.querySelector(".tools__copy");
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    const canonical = document.querySelector("link[rel=canonical]");
    try {
      await navigator.clipboard.writeText(canonical ? canonical.href : location.href);
      copy.textContent = copy.dataset.done;
    } catch { /* the browser does not allow it: the button stays as it was */ }
  });
}

const print = document.querySelector(".paper__print");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
