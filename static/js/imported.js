// The files that were sent renew their state while somebody looks on, until all have been read. A list
// in which somebody is just moving by keys stays as it is.
"use strict";

(() => {
  const SECONDS = 2;
  const place = document.querySelector(".imported");

  async function renew() {
    if (document.hidden || place.querySelector("ul").contains(document.activeElement)) return;
    const answer = await fetch(place.dataset.states, { redirect: "error" });
    if (!answer.ok) return;
    const news = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    const said = news.querySelector(".imported__count");
    if ("finished" in said.dataset) clearInterval(timer);
    // Its own element: what is read out is a change within it.
    place.querySelector(".imported__count").textContent = said.textContent;
    place.querySelector("progress").replaceWith(news.querySelector("progress"));
    place.querySelector("ul").replaceWith(news.querySelector("ul"));
  }

  const timer = setInterval(() => renew().catch(() => {}), SECONDS * 1000);
})();
