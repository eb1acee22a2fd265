/* What the admin's forms gain from a script: Ctrl+S (⌘S on a Mac) saves and stays, a box in a table
   is called by its column, a list wider than the page is moved by keys, and what cannot be taken back
   is asked about. Forms work without. */
(() => {
  const BOXES = "input:not([type=hidden]), select, textarea";

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
    const button = document.querySelector("[name=_continue]") || document.querySelector("[name=_save]");
    if (!button) return;
    event.preventDefault();
    if (!event.repeat) button.click();
  });

  // A button that cannot be taken back asks first.
  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.question;
    if (question && !confirm(question)) event.preventDefault();
  });

  function nameByColumns(table) {
    const columns = [...(table.tHead ? table.tHead.rows[0].cells : [])];
    for (const row of table.tBodies[0] ? [...table.tBodies].flatMap((body) => [...body.rows]) : []) {
      const shift = row.cells.length - columns.length;
      [...row.cells].forEach((cell, place) => {
        const column = columns[place - Math.max(shift, 0)];
        for (const box of cell.querySelectorAll(BOXES)) {
          if (column && !box.labels.length && !box.hasAttribute("aria-label")) {
            box.setAttribute("aria-label", column.textContent.trim());
          }
        }
      });
    }
  }

  function nameAll() {
    document.querySelectorAll(".tabular table, #result_list").forEach(nameByColumns);
  }

  // A list that has to be moved aside is a stop of the Tab key, so that the arrows move it.
  function stopWhereWide(results) {
    const isWide = results.scrollWidth > results.clientWidth;
    const heading = document.querySelector("#content h1")?.textContent.trim() || document.title;
    const about = { tabindex: "0", role: "region", "aria-label": heading };
    for (const [name, value] of Object.entries(about)) {
      if (isWide) results.setAttribute(name, value);
      else results.removeAttribute(name);
    }
  }

  for (const results of document.querySelectorAll("#changelist .results")) {
    new ResizeObserver(() => stopWhereWide(results)).observe(results);
  }

  nameAll();
  document.addEventListener("formset:added", nameAll);
})();
