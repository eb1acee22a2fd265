// An article's page at the desk: how much room its bar takes, so that nothing is hidden under it, and a
// title of one line, however long. The page does without.
"use strict";

(() => {
  const bar = document.querySelector(".bar");
  const title = document.querySelector("textarea#id_title");
  const lead = document.querySelector("#id_lead");

  if (bar) {
    const tell = () => document.documentElement.style.setProperty("--bar-size", `${Math.ceil(bar.getBoundingClientRect().height)}px`);
    new ResizeObserver(tell).observe(bar);
    tell();
  }
  if (!title) return;
  title.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    lead?.focus();
  });
  title.addEventListener("input", () => {
    if (/[\r\n]/.test(title.value)) title.value = title.value.replace(/\s*[\r\n]+\s*/g, " ");
  });
  if (!title.value && document.activeElement === document.body) title.focus();
})();
