// Who else has this article open, and whether it was saved meanwhile: asked every 20 seconds.
"use strict";

(() => {
  const { articleForm, autosave } = window.unsaved;
  const address = articleForm?.place.dataset.presence;
  if (!autosave || !address) return;
  const others = articleForm.place.querySelector(".unsaved__others");
  const EVERY = 20_000;

  function asked(more = []) {
    const idle = autosave.idle();
    return articleForm.body([
      ["draft_key", articleForm.key.value],
      ["began_from", articleForm.form.elements.began_from.value],
      ...(idle === null ? [] : [["idle", idle]]),
      ...more,
    ]);
  }

  function line(text, link) {
    const paragraph = document.createElement("p");
    paragraph.textContent = text;
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = link;
      anchor.textContent = "Xem đã sửa gì";
      paragraph.append(" ", anchor);
    }
    return paragraph;
  }

  function show({ others: present, saved }) {
    const lines = present.map((text) => line(`${text}.`));
    if (saved) lines.push(line(saved.said, saved.address));
    const text = lines.map((each) => each.textContent).join();
    if (text !== others.textContent) others.replaceChildren(...lines);
    others.hidden = !lines.length;
  }

  async function call() {
    try {
      const answer = await articleForm.post(address, asked());
      if (answer.ok) show(await answer.json());
    } catch {
      others.hidden = true; // nothing is known now, so nothing is said
    }
  }

  setInterval(call, EVERY);
  window.addEventListener("pageshow", call);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") call();
  });
  window.addEventListener("pagehide", () => navigator.sendBeacon(address, asked([["roi", "1"]])));
})();
