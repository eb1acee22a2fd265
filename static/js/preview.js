// The preview at the desk: a frame as wide as a phone, a desk or a sheet of paper, made smaller as a
// whole where the window has not that much room. And the copy button of a preview link.
"use strict";

const sizes = document.querySelector(".preview__sizes");
const stage = document.querySelector(".preview__stage");
const frame = document.querySelector(".preview__frame");
let chosen = null;

function fit() {
  if (!chosen) return;
  const width = Number(chosen.dataset.width);
  const scale = Math.min(1, stage.clientWidth / width);
  const height = Math.max(Number(chosen.dataset.height), (0.7 * window.innerHeight) / scale);
  frame.style.inlineSize = `${width}px`;
  frame.style.blockSize = `${height}px`;
  frame.style.scale = String(scale);
  stage.style.blockSize = `${height * scale}px`;
}

function choose(button) {
  chosen = button;
  for (const each of sizes.querySelectorAll("button")) {
    each.setAttribute("aria-pressed", String(each === button));
  }
  fit();
}

if (sizes && stage && frame) {
  sizes.addEventListener("submit", (event) => choose(event.submitter));
  window.addEventListener("resize", fit);
  const first = sizes.querySelector("button");
  if (frame.hasAttribute("src")) choose(first);
  else sizes.requestSubmit(first);
}

const copy = document.querySelector(".preview__copy");
if (copy) {
  const link = document.querySelector("#lien-ket");
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    link.select();
    try {
      // Without HTTPS, as in an office network, browsers have no other clipboard.
      if (navigator.clipboard) await navigator.clipboard.writeText(link.value);
      else document.execCommand("copy");
      copy.textContent = copy.dataset.done;
    } catch { /* not allowed: the link stands selected, to be copied by hand */ }
  });
}
