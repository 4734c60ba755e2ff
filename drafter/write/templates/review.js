"use strict";
// Adds to a page whose links already work: the card shown on hovering, and cells lit up with their row and column.
(function () {
  const cards = JSON.parse(document.getElementById("cards").textContent);
  const box = document.getElementById("card");
  const cellOf = (key) => document.getElementById("cell-" + key);

  function add(parent, tag, text) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    parent.appendChild(made);
    return made;
  }

  function fill(card) {
    box.textContent = "";
    add(add(box, "p"), "b", card.text + "　" + card.verdict);
    if (card.cells.length) {
      const table = add(box, "table");
      for (const cell of card.cells) {
        const row = add(table, "tr");
        for (const text of [cell.table, cell.row, cell.column, cell.amount]) add(row, "td", text);
      }
    }
    if (card.sum) add(box, "p", card.sum).className = "sum";
    for (const note of card.notes) add(box, "p", note);
  }

  function place(target) {
    const rect = target.getClientRects()[0];
    box.hidden = false;
    const left = Math.min(rect.left, document.documentElement.clientWidth - box.offsetWidth - 8);
    const below = rect.bottom + 6 + box.offsetHeight < window.innerHeight;
    box.style.left = Math.max(8, left) + window.scrollX + "px";
    box.style.top = (below ? rect.bottom + 6 : rect.top - box.offsetHeight - 6) + window.scrollY + "px";
  }

  // ---------------------------------------------------------------- cells with their row and column

  const covers = (cell, row, column) =>
    (+cell.dataset.r <= row && row < +cell.dataset.r + cell.rowSpan) ||
    (+cell.dataset.c <= column && column < +cell.dataset.c + cell.colSpan);

  function dim() {
    for (const cell of document.querySelectorAll(".lit, .crossed")) cell.classList.remove("lit", "crossed");
  }

  function light(keys) {
    dim();
    for (const key of keys) {
      const cell = cellOf(key);
      if (!cell) continue;
      cell.classList.add("lit");
      if (keys.length > 1) continue;
      for (const other of cell.closest("table").querySelectorAll("th, td"))
        if (other !== cell && covers(other, +cell.dataset.r, +cell.dataset.c)) other.classList.add("crossed");
    }
  }

  function heads(cell) {
    const names = [];
    for (const other of cell.closest("table").querySelectorAll("th"))
      if (covers(other, +cell.dataset.r, +cell.dataset.c)) names.push(other.textContent);
    return names.join("　");
  }

  // ---------------------------------------------------------------- hovering, focus and clicks

  function show(target) {
    if (target.matches(".n")) {
      const card = cards[target.id];
      if (!card) return;
      fill(card);
      light(card.keys);
    } else {
      const cell = target.closest("td");
      fill({ text: cell.textContent, verdict: "正文 " + target.dataset.spans.split(" ").length + " 处说到这一格",
        cells: [], sum: "", notes: [heads(cell)] });
      light([cell.id.slice(5)]);
    }
    place(target);
  }

  function hide() {
    box.hidden = true;
    light(kept);
  }

  let kept = [];
  function keep(hash) {
    const target = document.getElementById(decodeURIComponent(hash.slice(1)));
    if (!target) return;
    for (const item of document.querySelectorAll(".here")) item.classList.remove("here");
    if (target.matches("td")) light((kept = kept.includes(target.id.slice(5)) ? kept : [target.id.slice(5)]));
    if (target.matches(".n"))
      for (const link of target.parentElement.querySelectorAll("sup a"))
        if (link.dataset.of === target.id) {
          const item = document.querySelector(link.getAttribute("href"));
          item.classList.add("here");
          const list = item.closest("aside");
          list.scrollTop = item.offsetTop - list.clientHeight / 3;
        }
  }

  for (const target of document.querySelectorAll(".n, td a[data-spans]")) {
    target.removeAttribute("title"); // the card says it
    target.addEventListener("mouseenter", () => show(target));
    target.addEventListener("mouseleave", hide);
    target.addEventListener("focus", () => show(target));
    target.addEventListener("blur", hide);
  }
  for (const target of document.querySelectorAll(".n[href]"))
    target.addEventListener("click", () => { kept = (cards[target.id] || { keys: [] }).keys; hide(); });
  for (const link of document.querySelectorAll("td a[data-spans]"))
    link.addEventListener("click", () => {
      // Each further click leads to the next place that tells of the cell.
      const places = link.dataset.spans.split(" ");
      const next = +(link.dataset.next || 0) % places.length;
      link.setAttribute("href", "#" + places[next]);
      link.dataset.next = next + 1;
      hide();
    });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  window.addEventListener("hashchange", () => keep(location.hash));
  if (location.hash) keep(location.hash);
})();
