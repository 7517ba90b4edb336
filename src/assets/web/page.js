// Keys and dropped files, for those who want them. Everything works without this file.
"use strict";
document.documentElement.classList.add("scripted");

const items = () => [...document.querySelectorAll(".item")].filter((item) => item.offsetParent !== null);
const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

const current = () => {
  const own = document.activeElement && document.activeElement.closest(".item");
  const all = items();
  return own || document.querySelector(".item:target") || (all.length === 1 ? all[0] : null);
};

const move = (by) => {
  const all = items();
  if (all.length === 0) return;
  const here = all.indexOf(current());
  const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, here + by))];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
};

const press = (scope, key) => {
  const own = scope && [...scope.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key && !one.disabled);
  if (!own) return false;
  if (own.matches("select, input")) own.focus(); else own.click();
  return true;
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const picked = document.querySelector(".pick input:checked") && document.getElementById("picked");
  const item = current();
  const doing = {
    j: () => move(1),
    k: () => move(-1),
    " ": () => {
      const box = item && document.activeElement === item && item.querySelector(".pick input");
      if (!box) return false;
      box.click();
    },
    m: () => press(picked || item, "m"),
    f: () => press(picked || item, "f"),
    u: () => press(picked || item, "u"),
    n: () => press(picked || item, "n"),
    w: () => press(item, "w"),
    e: () => press(item, "e"),
    "/": () => press(document, "/") || (location.href = "/recognise#q"),
    z: () => press(document, "z"),
    Z: () => press(document, "Z"),
    "?": () => press(document, "?"),
  }[event.key];
  if (doing && doing() !== false) event.preventDefault();
});

for (const button of document.querySelectorAll("[data-opens]")) {
  button.addEventListener("click", () => document.getElementById(button.dataset.opens).showModal());
}

const drop = document.querySelector(".drop");
if (drop) {
  const field = drop.querySelector("input[type=file]");
  const send = () => field.files.length > 0 && drop.requestSubmit();
  field.addEventListener("change", send);
  for (const kind of ["dragenter", "dragover"]) {
    document.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length === 0) return;
    field.files = event.dataTransfer.files;
    send();
  });
}

const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
const focused = target && (target.classList.contains("item") ? target : target.querySelector("select"));
if (focused) focused.focus();

// Where the charge that comes next went with the answer, the list stays where it was.
addEventListener("pagehide", () => sessionStorage.setItem("at", scrollY));
const again = document.referrer && new URL(document.referrer).pathname === location.pathname;
if (again && !target && /^#[cs]-/.test(location.hash)) {
  scrollTo({ top: Number(sessionStorage.getItem("at")), behavior: "instant" });
  const next = items().find((item) => item.getBoundingClientRect().top >= 0);
  if (next) next.focus({ preventScroll: true });
}

// What was said stands there when the page comes; a screen reader tells what comes after it.
for (const told of document.querySelectorAll("[role=status] p, [role=alert] p")) {
  setTimeout(() => told.replaceChildren(...told.childNodes), 500);
}

// A form is sent once, however often it is clicked.
let sent = false;
window.addEventListener("pageshow", () => { sent = false; });
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  if (sent) event.preventDefault();
  sent = true;
});

const menus = (keep) => {
  for (const menu of document.querySelectorAll(".menu[open]")) if (!keep || !menu.contains(keep)) menu.open = false;
};
document.addEventListener("click", (event) => menus(event.target));
document.addEventListener("keydown", (event) => { if (event.key === "Escape") menus(null); });
