// Asks the desk to read what is pasted: the same reader as for files knows Word's lists, tracked
// changes, old fonts. Without an answer in time the browser does what it can by itself.
"use strict";

const pasteReading = (() => {
  const PLAIN_TAG = /<\/?(?:p|br|b|strong|i|em|u|s|sub|sup|meta|html|body)(?:\s+(?:charset=["']?[\w-]+["']?|http-equiv=["']?[\w-]+["']?|content=["'][^"'<>]*["']))*\s*\/?>|<!--(?:Start|End)Fragment-->/gi;
  // Letters of the fonts before Unicode that no Vietnamese text of today has.
  const OLD_LETTERS = /[¨©®µ¶·¸¹»¼½¾ÆÇÑÖ×Þßæçëîïðñö÷øûüþ\u00ad][a-zà-ỹ]|[a-z][¨©®µ¶¸¹»¼½¾×÷\u00ad−∙]|(?:Ã|á»|áº|Æ°|Ä‘)[\u0080-\u00bf]/i;
  const MOST_CHARACTERS = 4_000_000;
  const LONGEST_WAIT = 12_000; // milliseconds
  const REASONS = {
    400: "chữ dán vào quá dài",
    401: "phiên đăng nhập đã hết",
    403: "phiên đăng nhập đã hết",
    413: "chữ dán vào quá dài",
    429: "bạn vừa dán quá nhiều lần trong một phút",
  };

  // Whether there is anything in it that may mean more, or less, than its letters.
  function isForeign(html) {
    if (!html || html.includes("data-photo=")) return false; // the second is this editor's own
    return html.replace(PLAIN_TAG, "").includes("<") || OLD_LETTERS.test(html);
  }

  // The cookie's rather than the form's: it is still right after signing in again.
  function token() {
    const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return found ? found[1] : document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
  }

  // {answer}, or {why} there is none.
  async function ask(address, html) {
    if (html.length > MOST_CHARACTERS) return { why: REASONS[413] };
    const body = new FormData();
    body.append("html", html);
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), LONGEST_WAIT);
    const headers = { "X-CSRFToken": token() };
    try {
      const answer = await fetch(address, { method: "POST", body, headers, redirect: "manual", signal: limit.signal });
      if (answer.ok) return { answer: await answer.json() };
      if (answer.status === 422) return { why: (await answer.json()).reason };
      if (answer.type === "opaqueredirect") return { why: REASONS[401] };
      return { why: REASONS[answer.status] || "máy chủ đang bận" };
    } catch {
      return { why: navigator.onLine ? "máy chủ chưa trả lời" : "đang mất mạng" };
    } finally {
      clearTimeout(timer);
    }
  }

  return { isForeign, ask };
})();
