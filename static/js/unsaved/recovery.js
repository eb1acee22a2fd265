// What this browser holds of an earlier opening of this form and the server has not: offered beside
// the server's own, and never put into the form unasked.
"use strict";

(() => {
  const { articleForm, localDrafts } = window.unsaved;
  if (!articleForm) return;
  const list = articleForm.place.querySelector(".unsaved__drafts");
  const pattern = articleForm.place.querySelector(".unsaved__pattern");
  const { article, draft } = articleForm.place.dataset;
  const taken = new Map(articleForm.taken.value.split(" ").map((pair) => pair.split(":")));

  function clock(at) {
    const two = (figure) => String(figure).padStart(2, "0");
    const day = new Date(at);
    return `${two(day.getDate())}-${two(day.getMonth() + 1)}-${day.getFullYear()} ${two(day.getHours())}:${two(day.getMinutes())}`;
  }

  function titleOf(copy) {
    return (copy.fields.find(([name]) => name === "title")?.[1] || "").trim();
  }

  function offer(copy) {
    const entry = pattern.content.firstElementChild.cloneNode(true);
    entry.dataset.key = copy.key;
    entry.querySelector("time").textContent = clock(copy.at);
    entry.querySelector("time").dateTime = new Date(copy.at).toISOString();
    const title = titleOf(copy);
    if (title) entry.querySelector(".unsaved__title").textContent = ` “${title}”`;
    const [use, compare, drop] = ["use", "compare", "drop"].map((name) =>
      entry.querySelector(`.unsaved__${name}`),
    );
    use.addEventListener("click", () => hand(copy, () => articleForm.use(copy.key)));
    compare.addEventListener("click", () => hand(copy, () => location.assign(`${draft}${copy.key}/`)));
    drop.addEventListener("click", () => {
      if (!confirm("Bỏ hẳn bản chưa lưu này?")) return;
      localDrafts.remove(copy.key);
      articleForm.post(articleForm.place.dataset.drop, articleForm.body([["draft", `${copy.key}:${copy.number}`]])).catch(() => {});
      entry.remove();
    });
    list.querySelector(`[data-key="${copy.key}"]`)?.remove(); // an older state of the same words
    list.prepend(entry);
  }

  // The server gets the copy first: what is done with it afterwards is the same as with its own.
  async function hand(copy, next) {
    const result = await articleForm.keep(copy);
    if (result.how === "kept") next();
    else articleForm.say(`Chưa mở được bản đó${result.why ? `: ${result.why}` : ""}. Nó vẫn còn trên máy này; hãy bấm lại sau.`, "failed");
  }

  async function offerAll() {
    const found = localDrafts
      .all()
      .filter((copy) => copy.article === article && copy.key !== articleForm.key.value)
      .filter((copy) => !(Number(taken.get(copy.key)) >= copy.number));
    if (!found.length) return;
    const known = await localDrafts.ask(found.map((copy) => copy.key));
    for (const copy of found.reverse()) {
      const there = known?.[copy.key];
      const isListed = list.querySelector(`[data-key="${copy.key}"]`);
      if (localDrafts.isSaved(copy, there)) localDrafts.remove(copy.key);
      else if (!there || there.number < copy.number) offer(copy);
      else if (there.is_offered && !isListed) offer(copy); // it came in after this page was made
    }
  }

  for (const button of list.querySelectorAll(".unsaved__drop")) {
    button.form?.addEventListener("submit", (event) => {
      if (!confirm("Bỏ hẳn bản chưa lưu này?")) event.preventDefault();
      else localDrafts.remove(button.closest("[data-key]").dataset.key);
    });
  }
  offerAll();
})();
