// What a page does beyond links and forms. Everything here is an extra: without it the forms still work.
(() => {
  "use strict";
  document.documentElement.classList.add("js");

  const said = () => {
    const slider = document.getElementById("q-home");
    const output = document.getElementById("home-said");
    if (slider && output) output.textContent = Number(slider.value).toLocaleString(document.documentElement.lang);
    moveMark(slider);
  };

  const moveMark = (slider) => {
    const here = document.getElementById("curve-here");
    const curve = here && here.closest(".curve");
    if (!curve) return;
    const days = Math.min(Number(slider ? slider.value : here.dataset.at), Number(curve.dataset.days));
    const left = Number(curve.dataset.left), right = Number(curve.dataset.right);
    const x = left + ((right - left) * days) / Number(curve.dataset.days);
    here.setAttribute("x1", x);
    here.setAttribute("x2", x);
  };

  document.addEventListener("input", (event) => {
    if (event.target.id === "q-home") said();
    const follower = event.target.id && document.querySelector(`[data-follows="${event.target.id}"]`);
    if (follower) follower.textContent = event.target.value;
  });

  // A slider that was not touched is no answer: it is sent only after the person has set it.
  const untouched = () => {
    const slider = document.getElementById("q-home");
    if (slider && document.getElementById("home-said").textContent === "–") slider.dataset.untouched = "";
  };
  const touched = (event) => {
    if (event.target.id !== "q-home" || !("untouched" in event.target.dataset)) return;
    delete event.target.dataset.untouched;
    said();
    window.htmx.trigger(event.target, "change");
  };
  document.addEventListener("pointerup", touched);
  document.addEventListener("keyup", (event) => { if (event.key !== "Tab") touched(event); });
  document.addEventListener("htmx:configRequest", (event) => {
    // While the slider moves, what changed is told from where it was taken up; every other answer starts anew.
    const was = document.querySelector("input[name=was]");
    if (was && event.detail.elt.id === "case") event.detail.parameters.set("was", was.dataset.case);
    const slider = document.getElementById("q-home");
    if (slider && "untouched" in slider.dataset && event.detail.parameters.has?.("home")) event.detail.parameters.delete("home");
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy], [data-print]");
    if (!button) return;
    if ("print" in button.dataset) {
      for (const details of document.querySelectorAll(".result details, .assessment details")) details.open = true;
      window.print();
      return;
    }
    const field = document.querySelector(button.dataset.copy);
    field.select();
    try { await navigator.clipboard.writeText(field.value); } catch { document.execCommand("copy"); }
    const before = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = before; }, 2000);
  });

  // What a person answered while a page was on its way is newer than what the page says.
  let kept = null;
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (event.target.id !== "more" && event.detail.target?.id !== "more") return;
    const more = document.getElementById("more");
    kept = {
      values: [...more.querySelectorAll(".answer")].map((field) => [field.id, field.value]),
      open: [...more.querySelectorAll("details")].map((group) => [group.id, group.open]),
      focus: more.contains(document.activeElement) ? document.activeElement.id : "",
    };
  });
  document.addEventListener("htmx:oobAfterSwap", () => {
    if (!kept) return;
    for (const [id, value] of kept.values) { const field = document.getElementById(id); if (field) field.value = value; }
    for (const [id, open] of kept.open) { const group = document.getElementById(id); if (group) group.open = open; }
    if (kept.focus) document.getElementById(kept.focus)?.focus({ preventScroll: true });
    kept = null;
  });

  document.addEventListener("DOMContentLoaded", () => { untouched(); moveMark(document.getElementById("q-home")); });
  document.addEventListener("htmx:afterSettle", () => { moveMark(document.getElementById("q-home")); });
})();
