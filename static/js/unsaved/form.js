// The article's form as the other scripts here know it: its fields, its addresses, its line of news.
"use strict";

window.unsaved.articleForm = (() => {
  const place = document.querySelector(".unsaved");
  const form = document.querySelector("#article_form, #page_form");
  if (!place || !form || !form.elements.draft_key) return null;
  const { draft_key: key, draft_number: number, draft_taken: taken } = form.elements;
  const line = document.querySelector(".unsaved__line");

  // The cookie's rather than the form's: it is still right after signing in again.
  function token() {
    const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return found ? found[1] : form.elements.csrfmiddlewaretoken.value;
  }

  function renewTokens() {
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token();
  }

  // Names and values as the form would send them, without files and without its own bookkeeping.
  function fields() {
    for (const editor of Object.values(window.CKEDITOR?.instances || {})) {
      if (editor.status === "ready") editor.updateElement();
    }
    return [...new FormData(form)].filter(
      ([name, value]) => typeof value === "string" && !/^(csrfmiddlewaretoken$|draft_|_)/.test(name),
    );
  }

  function body(fields) {
    const data = new FormData();
    for (const [name, value] of fields) data.append(name, value);
    data.append("csrfmiddlewaretoken", token());
    return data;
  }

  // A copy as newsroom/pages/drafts.py's keep() takes it.
  function asForm(copy) {
    return body([
      ...copy.fields,
      ["draft_key", copy.key],
      ["draft_number", copy.number],
      ["draft_taken", copy.taken],
      ["draft_by", window.unsaved.person],
    ]);
  }

  function post(address, data) {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), 15_000);
    const options = { method: "POST", body: data, redirect: "manual", signal: limit.signal };
    return fetch(address, options).finally(() => clearTimeout(timer));
  }

  // What became of keeping a copy: "kept" with the server's answer, or why not.
  async function keep(copy) {
    try {
      const answer = await post(place.dataset.keep, asForm(copy));
      if (answer.type === "opaqueredirect" || answer.status === 401) return { how: "out" };
      if (answer.status === 409) return { how: "other" };
      if (answer.status === 422) return { how: "refused", why: (await answer.json()).reason };
      if (answer.status === 404) return { how: "refused", why: "bài này không còn nữa" };
      if (answer.status === 403) return { how: "refused", why: "bạn không còn sửa được bài này" };
      if (answer.status === 400 || answer.status === 413) {
        return { how: "refused", why: "bài quá dài để giữ tạm, hãy bấm Lưu" };
      }
      if (answer.status === 429) return { how: "busy", why: (await answer.json()).reason };
      if (answer.status === 507) {
        return { how: "busy", why: "ổ đĩa của máy chủ đã đầy, hãy báo cho người quản trị" };
      }
      if (!answer.ok) return { how: "busy" };
      const known = await answer.json();
      return { how: "kept", ...known };
    } catch {
      return { how: navigator.onLine ? "busy" : "offline" };
    }
  }

  // One line in the bar, read aloud when it changes; `how` gives it its colour.
  function say(text, how) {
    if (line.dataset.how === how && line.textContent === text) return;
    line.hidden = false;
    line.dataset.how = how;
    line.textContent = text;
  }

  function use(draftKey) {
    const sending = document.createElement("form");
    sending.method = "post";
    for (const [name, value] of [["csrfmiddlewaretoken", token()], ["_use_draft", draftKey]]) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      sending.append(field);
    }
    document.body.append(sending);
    sending.submit();
  }

  return { place, form, key, number, taken, renewTokens, fields, body, post, keep, say, use };
})();
