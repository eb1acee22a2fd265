// The photo library on an article's page: found by words and by month, and one photo after the other
// put into the text, where one writes. Its words come along and may be changed here: each use of a
// picture has words of its own.
"use strict";

(() => {
  const drop = document.querySelector(".drop[data-library]");
  const library = document.querySelector(".library");
  if (!drop || !library?.showModal || !window.articlePhotos) return;

  const { make } = window.photoRows;
  const open = drop.querySelector(".drop__library");
  const query = library.querySelector(".library__query");
  const month = library.querySelector(".library__month");
  const list = library.querySelector(".library__photos");
  const said = library.querySelector(".library__said");
  const more = library.querySelector(".library__more");
  let next = 1;
  let asked = 0;

  async function show(page) {
    const turn = ++asked; // an answer that a later question has overtaken is not shown
    const wanted = new URLSearchParams({ q: query.value, thang: month.value, trang: page });
    said.textContent = "Đang tìm…";
    const answer = await ask(`${drop.dataset.library}?${wanted}`);
    if (turn !== asked) return;
    if (page === 1) list.replaceChildren();
    more.hidden = true;
    if (!answer.photos) {
      said.textContent = answer.reason;
      return;
    }
    list.append(...answer.photos.map(item));
    said.textContent = answer.total ? `${answer.total} ảnh` : "Không có ảnh nào như vậy. Hãy thử ít từ hơn, hoặc bỏ tháng.";
    next = answer.next;
    more.hidden = !next;
  }

  // Always an object: what was asked for, or the reason why it is not there.
  async function ask(address, options = {}) {
    const response = await fetch(address, options).catch(() => null);
    if (!response) return { reason: "Mất kết nối. Hãy thử lại." };
    const isAnswer = response.headers.get("Content-Type")?.startsWith("application/json");
    if (isAnswer) return response.json();
    return { reason: "Phiên đăng nhập đã hết, hoặc máy chủ đang bận. Hãy đăng nhập lại ở một thẻ khác rồi thử lại." };
  }

  function item(photo) {
    const line = make("li", "library__photo");
    const button = make("button", "library__choose");
    button.type = "button";
    const image = make("img", "library__picture");
    image.src = photo.thumbnail;
    image.alt = photo.alt;
    image.loading = "lazy";
    const words = [photo.caption, photo.credit && `Ảnh: ${photo.credit}`].filter(Boolean).join(" · ");
    button.append(image, make("span", "library__caption", words || "Chưa có chú thích"));
    button.append(make("span", "library__article", [photo.day, photo.article].filter(Boolean).join(" · ")));
    button.addEventListener("click", () => choose(photo, button));
    line.append(button);
    return line;
  }

  async function choose(photo, button) {
    button.disabled = true;
    const body = new FormData();
    body.append("csrfmiddlewaretoken", window.articlePhotos.token());
    const answer = await ask(`${drop.dataset.library}${photo.choose}`, { method: "POST", body });
    button.disabled = false;
    if (!answer.name) {
      said.textContent = answer.reason;
      return;
    }
    library.close();
    window.articlePhotos.use(answer);
  }

  // Outside of the article's form, of which nothing here is a part.
  document.body.append(library);
  drop.querySelector(".drop__or").hidden = false;
  open.addEventListener("click", () => {
    library.showModal();
    if (!list.children.length) show(1);
  });
  library.querySelector(".library__find").addEventListener("click", () => show(1));
  // No form of its own: it stands in the article's while the page is read.
  library.querySelector(".library__search").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target === library.querySelector(".library__find")) return;
    event.preventDefault();
    show(1);
  });
  more.addEventListener("click", () => show(next));
  library.querySelector(".library__close").addEventListener("click", () => library.close());
})();
