// Words are copied in this browser within a second of typing, and kept on the server a little
// later. A save first sees them kept there, so that the page is left only when nothing can be lost.
"use strict";

window.unsaved.autosave = (() => {
  const { articleForm, localDrafts, relogin } = window.unsaved;
  if (!articleForm || !relogin) return null;
  const { form } = articleForm;
  const COPY_AFTER = 600; // milliseconds of typing, as all below
  const SEND_AFTER = 2_000;
  const SEND_AT_LATEST = 8_000;
  const TRY_AGAIN = 10_000;

  const key = articleForm.key.value;
  let number = 0; // of what stands in the form
  let acknowledged = 0; // the highest number that the server has taken
  let last = JSON.stringify(articleForm.fields());
  let fields = null;
  let isCopied = true;
  let hasTyped = false;
  let typedAt = null;
  let copyTimer = 0;
  let sendTimer = 0;
  let waitsSince = 0;
  let underWay = null;
  let isPutOff = false; // they will sign in again later
  let isLetThrough = false;
  let isChecking = false;

  const AT_REST = "Chữ gõ ở đây được giữ tạm vài giây một lần.";

  function store() {
    const { article } = articleForm.place.dataset;
    const taken = articleForm.taken.value;
    isCopied = localDrafts.write({ key, number, kept: acknowledged, taken, article, fields, at: Date.now() });
  }

  // Takes down what is new in the form; whether there is anything that the server has not.
  function copy() {
    clearTimeout(copyTimer);
    copyTimer = 0;
    const typed = articleForm.fields();
    const text = JSON.stringify(typed);
    if (text !== last) {
      [last, fields] = [text, typed];
      number += 1;
      articleForm.number.value = number;
      store();
    }
    return number > acknowledged;
  }

  function touch() {
    hasTyped = true;
    typedAt = Date.now();
    copyTimer ||= setTimeout(copy, COPY_AFTER);
    waitsSince ||= typedAt;
    sendLater(Math.min(SEND_AFTER, Math.max(0, waitsSince + SEND_AT_LATEST - typedAt)));
  }

  function sendLater(after) {
    clearTimeout(sendTimer);
    sendTimer = setTimeout(() => send().then(react), after);
  }

  // One at a time; the last words always follow.
  async function send() {
    while (underWay) await underWay;
    if (!copy()) return { how: "kept" };
    waitsSince = 0;
    const sent = number;
    underWay = articleForm.keep({ key, number, taken: articleForm.taken.value, fields });
    const result = await underWay;
    underWay = null;
    if (result.how === "kept" && result.number >= sent) {
      acknowledged = Math.max(acknowledged, sent);
      store();
    }
    tell(result);
    return result;
  }

  const WHY = {
    offline: "đang mất mạng",
    busy: "máy chủ chưa trả lời",
    out: "phiên đăng nhập đã hết",
    other: "đang đăng nhập bằng tên khác",
  };

  function tell(result) {
    if (result.how === "kept") {
      if (result.is_closed) articleForm.say(AT_REST, "kept");
      else if (result.at) {
        const warning = result.warning ? `. ${result.warning}` : "";
        articleForm.say(`Đã giữ tạm lúc ${result.at}${warning}`, "kept");
      }
      return;
    }
    const why = result.why || WHY[result.how];
    const here = isCopied
      ? "chữ vẫn còn trên máy này"
      : "máy này cũng không giữ được: đừng đóng trang";
    articleForm.say(`Chưa giữ được – ${why}, ${here}`, "failed");
  }

  // After an autosave: again soon, or a question.
  async function react(result) {
    if (result.how === "offline" || result.how === "busy") sendLater(TRY_AGAIN);
    if ((result.how === "out" || result.how === "other") && !isPutOff) {
      isPutOff = !(await relogin.ask(result.how));
      if (!isPutOff) sendLater(0);
    }
  }

  // Whether the page may be left for the server: all is kept there, or it has its own to say.
  async function mayGo() {
    for (;;) {
      const { how, why } = copy() ? await send() : { how: await relogin.check() };
      if (how === "kept" || how === "in" || how === "refused") return true;
      if (how === "offline" || how === "busy") {
        articleForm.say(`Chưa lưu được – ${why || WHY[how]}, chữ vẫn còn trên máy này. Hãy bấm lại sau ít giây.`, "failed");
        if (number > acknowledged) sendLater(TRY_AGAIN);
        return false;
      }
      if (!(await relogin.ask(how))) {
        tell({ how: how === "other" ? "other" : "out" });
        return false;
      }
    }
  }

  async function save(button) {
    if (isChecking) return;
    isChecking = true;
    // An autosave that is due meanwhile would send the same, and its news would hide the save's.
    clearTimeout(sendTimer);
    const goes = await mayGo();
    isChecking = false;
    if (!goes) return;
    clearTimeout(sendTimer);
    articleForm.renewTokens();
    isLetThrough = true;
    form.requestSubmit(button);
    isLetThrough = false;
  }

  articleForm.say(AT_REST, "kept");
  form.addEventListener("input", touch);
  form.addEventListener("change", touch);
  document.addEventListener("formset:added", touch);
  document.addEventListener("formset:removed", touch);
  // Before any other script hears of it: what they ask, they ask once, when the form does go.
  document.addEventListener("submit", (event) => {
    if (event.target !== form || isLetThrough) return;
    event.preventDefault();
    event.stopPropagation();
    isPutOff = false;
    save(event.submitter);
  }, true);
  // Signing out takes the copies along that the server keeps.
  document.querySelector("#logout-form")?.addEventListener("submit", async (event) => {
    if (!copy()) return;
    event.preventDefault();
    await send();
    localDrafts.forgetKept();
    articleForm.renewTokens();
    event.target.submit();
  });
  window.addEventListener("online", () => sendLater(0));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && copy()) send();
  });
  window.addEventListener("pagehide", () => {
    if (!copy()) return;
    const beacon = articleForm.body([...fields, ["draft_key", key], ["draft_number", number]]);
    beacon.append("draft_taken", articleForm.taken.value);
    beacon.append("draft_by", window.unsaved.person);
    if (last.length < 20_000) navigator.sendBeacon(articleForm.place.dataset.keep, beacon);
  });

  // The editor writes the body its own way as soon as it is there: that is no change.
  window.CKEDITOR?.on("instanceReady", ({ editor }) => {
    if (!hasTyped) last = JSON.stringify(articleForm.fields());
    editor.on("change", touch);
  });
  for (const editor of Object.values(window.CKEDITOR?.instances || {})) {
    if (editor.status === "ready") editor.on("change", touch);
  }
  // What came back unsaved is a draft from the start.
  if (articleForm.place.dataset.changed) {
    last = "";
    touch();
  }

  return { idle: () => (typedAt === null ? null : Math.round((Date.now() - typedAt) / 1000)) };
})();
