// Signing in again without leaving the page: the password, and the code where the account has one,
// go to the same addresses as ever, so that the same rules hold. Only who opened the form may.
"use strict";

window.unsaved.relogin = (() => {
  const { articleForm, person } = window.unsaved;
  const dialog = document.querySelector(".relogin");
  if (!articleForm || !dialog) return null;
  const form = dialog.querySelector("form");
  const [said, password, code] = [".relogin__said", ".relogin__password", ".relogin__code"].map((part) =>
    dialog.querySelector(part),
  );
  const { session, login, verify } = dialog.dataset;
  let waiting = null;

  // "in", "out", "other" (somebody else is signed in), "code", "set-up", "offline" or "busy".
  async function check() {
    try {
      const answer = await fetch(session, { cache: "no-store" });
      if (!answer.ok) return "busy";
      const found = await answer.json();
      if (found.person === null) return "out";
      if (String(found.person) !== person) return "other";
      return found.asked || "in";
    } catch {
      return navigator.onLine ? "busy" : "offline";
    }
  }

  const REASONS = {
    out: "Phiên đăng nhập đã hết. Hãy đăng nhập lại để viết tiếp; chữ đã gõ vẫn còn nguyên ở đây.",
    other: "Trình duyệt này đang đăng nhập bằng tên khác. Bài này do bạn gõ: hãy đăng nhập lại bằng tên của bạn để viết tiếp.",
    code: "Hãy nhập mã xác thực đang hiện trên điện thoại, hoặc một mã dự phòng.",
    "set-up": "Nhóm của bạn bắt buộc xác thực hai lớp. Hãy cài đặt ở thẻ khác (mục Tài khoản của tôi) rồi quay lại đây.",
    offline: "Đang mất mạng. Có mạng lại thì hãy bấm lần nữa.",
    busy: "Máy chủ chưa trả lời. Hãy bấm lại sau ít giây.",
  };

  function show(how) {
    said.textContent = REASONS[how] || "";
    code.hidden = how !== "code";
    password.hidden = how === "code";
    (how === "code" ? code : password).querySelector("input:not([readonly])").focus();
  }

  function finish(isIn) {
    articleForm.renewTokens();
    form.reset();
    dialog.close();
    waiting?.done(isIn);
    waiting = null;
  }

  async function recheck() {
    const how = await check();
    if (how === "in") finish(true);
    else show(how);
  }

  async function send() {
    const isCode = !code.hidden;
    const fields = isCode
      ? [["code", form.elements.code.value]]
      : [["username", form.elements.username.value], ["password", form.elements.password.value]];
    let answer;
    try {
      answer = await articleForm.post(isCode ? verify : login, articleForm.body([...fields, ["next", session]]));
    } catch {
      said.textContent = REASONS[navigator.onLine ? "busy" : "offline"];
      return;
    }
    form.elements.password.value = form.elements.code.value = "";
    if (answer.type === "opaqueredirect") {
      await recheck();
    } else if (answer.status === 429) {
      const seconds = Number(answer.headers.get("Retry-After"));
      const when = seconds ? `sau ${Math.ceil(seconds / 60)} phút` : "sau ít phút";
      said.textContent = `Đã sai nhiều lần. Hãy thử lại ${when}; chữ đã gõ vẫn còn nguyên ở đây.`;
    } else if (answer.status === 403) {
      await check(); // brings the cookie that was missing
      said.textContent = "Chưa đăng nhập được. Hãy bấm lần nữa.";
    } else if (answer.status >= 500) {
      said.textContent = REASONS.busy;
    } else {
      said.textContent = isCode ? "Mã không đúng hoặc đã hết hạn." : "Mật khẩu không đúng.";
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  dialog.querySelector(".relogin__later").addEventListener("click", () => finish(false));
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    finish(false);
  });
  window.addEventListener("focus", async () => {
    if (waiting && (await check()) === "in") finish(true); // in another tab
  });

  // True once this person is signed in again; false where they put it off.
  function ask(how) {
    if (waiting) return waiting.promise;
    waiting = {};
    waiting.promise = new Promise((done) => { waiting.done = done; });
    const { promise } = waiting;
    dialog.showModal();
    show(how);
    return promise;
  }

  return { ask, check };
})();
