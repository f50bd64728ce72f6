// Small comforts. Every page works without this file.

// A menu closes when one clicks beside it or presses Escape.
const openMenus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  openMenus().forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  openMenus().forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});

// What an address points to may lie folded: not every browser opens it by itself.
const openTarget = () => {
  const target = document.getElementById(location.hash.slice(1));
  const fold = target?.closest("details:not([open])");
  if (!fold) return;
  fold.open = true;
  target.scrollIntoView();
};
openTarget();
window.addEventListener("hashchange", openTarget);

// Code that is meant to be copied gets a button for it.
document.querySelectorAll(".copyable").forEach((box) => {
  if (!navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(box.querySelector("code").textContent);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  box.append(button);
});

// The file input takes a dropped file by itself. This makes its whole page do so, and shows it.
const drop = document.querySelector("input[type=file].drop");
if (drop) {
  let depth = 0;
  const show = (change) => {
    depth = Math.max(0, depth + change);
    document.body.classList.toggle("dragging", depth > 0);
  };
  document.addEventListener("dragenter", () => show(1));
  document.addEventListener("dragleave", () => show(-1));
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    show(-depth);
    if (event.target === drop || !event.dataTransfer.files.length) return;
    event.preventDefault();
    drop.files = event.dataTransfer.files;
    drop.focus();
  });
}

// A form that is on its way is not sent twice; coming back with the back button makes it usable again.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});

window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
});

// Progress is swapped every two seconds; only a new stage is worth saying aloud.
document.addEventListener("htmx:afterSettle", () => {
  const said = document.getElementById("said");
  const stage = document.querySelector(".stage.current .stage-title");
  if (said && stage && said.textContent !== stage.textContent) said.textContent = stage.textContent;
});
