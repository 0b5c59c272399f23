// The calendar of a year: arrows move, space or a tap paints, a drag or shift with arrows paints a range, Enter opens a day.
(() => {
  "use strict";
  const calendar = () => document.querySelector("[data-calendar]");
  const links = () => [...document.querySelectorAll("[data-calendar] a[data-date]")];
  const form = () => document.getElementById("paint");
  let anchor = null, over = null, dragged = false, focused = null;

  const dateOf = (link) => link && link.dataset.date;
  const shifted = (date, days) => {
    const moved = new Date(date + "T12:00:00Z");
    moved.setUTCDate(moved.getUTCDate() + days);
    return moved.toISOString().slice(0, 10);
  };
  const linkOn = (date) => document.getElementById("d-" + date);

  const show = () => {
    const [first, last] = [anchor, over].sort();
    for (const link of links()) link.parentElement.classList.toggle("chosen", Boolean(anchor) && link.dataset.date >= first && link.dataset.date <= last);
  };

  const rove = (link) => {
    for (const other of links()) other.tabIndex = other === link ? 0 : -1;
  };

  // Taps may come faster than answers: each waits for the one before, and keeps the brush that it was made with.
  const waiting = [];
  let sending = false;
  const paint = (first, last) => {
    const brush = form().querySelector("input[name=brush]:checked");
    waiting.push({ first: first < last ? first : last, last: first < last ? last : first, focus: last, brush: brush.value });
    for (const link of links()) {
      if (link.dataset.date >= waiting.at(-1).first && link.dataset.date <= waiting.at(-1).last) link.parentElement.classList.add("chosen");
    }
    anchor = over = null;
    send();
  };
  const send = () => {
    if (sending || !waiting.length) return;
    const next = waiting.shift();
    const paper = form();
    focused = next.focus;
    sending = true;
    paper.elements.first.value = next.first;
    paper.elements.last.value = next.last;
    for (const brush of paper.querySelectorAll("input[name=brush]")) brush.checked = brush.value === next.brush;
    window.htmx.trigger(paper, "submit");
  };
  const answered = () => { sending = false; begin(); send(); };

  const begin = () => {
    if (!calendar()) return;
    const start = linkOn(focused) || document.querySelector("[data-calendar] a[aria-current]") || links()[0];
    rove(start);
    if (focused) { start.focus({ preventScroll: true }); focused = null; }
  };

  document.addEventListener("pointerdown", (event) => {
    const link = event.target.closest("[data-calendar] a[data-date]");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey) return;
    anchor = over = dateOf(link);
    dragged = false;
    if (event.pointerType === "mouse") { event.preventDefault(); link.focus({ preventScroll: true }); show(); }
  });
  document.addEventListener("pointerover", (event) => {
    if (!anchor || event.pointerType !== "mouse" || !event.buttons) return;
    const link = event.target.closest("[data-calendar] a[data-date]");
    if (link) { over = dateOf(link); dragged = true; show(); }
  });
  document.addEventListener("pointercancel", () => { anchor = null; show(); });
  document.addEventListener("pointerup", (event) => {
    if (!anchor || event.pointerType !== "mouse") return;
    if (dragged && over !== anchor) { paint(anchor, over); event.preventDefault(); }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-calendar] a[data-date]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.detail === 0 && !event.pointerType) return;  // Enter opens the day
    event.preventDefault();
    if (!(dragged && over !== anchor)) paint(dateOf(link), dateOf(link));
    dragged = false;
  });
  document.addEventListener("dragstart", (event) => { if (event.target.closest?.("[data-calendar]")) event.preventDefault(); });

  const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, PageUp: -28, PageDown: 28 };
  document.addEventListener("keydown", (event) => {
    const link = event.target.closest?.("[data-calendar] a[data-date]");
    if (!link) return;
    const date = dateOf(link);
    if (event.key in STEPS) {
      const next = linkOn(shifted(date, STEPS[event.key]));
      event.preventDefault();
      if (!next) return;
      if (event.shiftKey) { anchor = anchor || date; over = dateOf(next); } else { anchor = over = null; }
      rove(next);
      next.focus();
      show();
    } else if (event.key === " ") {
      event.preventDefault();
      paint(anchor || date, date);
    } else if (event.key === "Escape") {
      anchor = over = null;
      show();
    }
  });

  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:afterSettle", (event) => { if (event.target.id === "year") answered(); });
  document.addEventListener("htmx:sendError", answered);
  document.addEventListener("htmx:responseError", answered);
})();
