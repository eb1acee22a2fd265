// The list of background jobs renews itself while its page is in sight. A list in which somebody is
// just moving by keys stays as it is.
(() => {
  const SECONDS = 3;
  const list = document.querySelector(".jobs");

  async function renew() {
    if (document.hidden || list.contains(document.activeElement)) return;
    const answer = await fetch(list.dataset.states, { redirect: "error" });
    if (!answer.ok) return;
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    list.replaceChildren(...parsed.body.childNodes);
  }

  setInterval(() => renew().catch(() => {}), SECONDS * 1000);
})();
