"""Looks at every page in Chromium: both languages, with scripts and without, as wide as a phone and a desk, printed, and by keyboard.

    browser.py ADDRESS CODE FOLDER [PACKAGES]

Prints a line for each fault and ends with 1 where there is any. Pictures and a printed page go into FOLDER.
"""
import glob
import os
import subprocess
import sys
import urllib.request

address, code, folder = sys.argv[1:4]
sys.path[:0] = sys.argv[4:]
from playwright.sync_api import sync_playwright
from axe_playwright_python.sync_playwright import Axe

PATHS = [
    "/", "/san-pham", "/san-pham?search=mam", "/san-pham/SP-0001", "/san-pham/SP-0001/so-sanh?aAsOf=2020-01-01", "/so-sanh?aAsOf=2020-12-31&bAsOf=2021-12-31",
    "/phat-lai?asOf=2020-06-30", "/phat-lai?product=SP-0001&from=2019-01-01", "/chu-the", "/chu-the/CT-0001", "/quyet-dinh",
    "/giay-chung-nhan", "/giay-chung-nhan?days=100&asOf=2021-06-01", "/giay-chung-nhan/ban-in?asOf=2021-06-01",
    "/san-pham/SP-0001/ban-ket-xuat?asOf=2021-06-01", "/san-pham/SP-0001/phieu-cham", "/thong-ke", "/thong-ke?by=group", "/thong-ke?asOf=2020-12-31&by=district",
    "/thong-ke/san-pham?asOf=2020-12-31&by=district&stars=4", "/xuat-khau", "/khen-thuong", "/ke-hoach",
    "/so-lieu-cong-bo", "/bang", "/bang/councils", "/kiem-chung", "/dia-ban/399", "/dia-ban/14758", "/nhat-ky",
    "/kiem-tra", "/kiem-tra/" + code, "/kiem-tra/000000000000000000", "/khong-co",
]
WIDTHS = {"phone": (360, 740), "desk": (1280, 900)}
# As the server was told; nothing is asked there.
SITE = "https://ocop.example.vn"
faults = []


def fault(where, what):
    faults.append((where, what))
    print(f"{where}: {what}")


def look(page, where, path):
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    answer = page.goto(address + path, wait_until="load")
    bare = path.split("?")[0]
    wanted = 401 if bare == "/nhat-ky" else 404 if bare in ("/khong-co", "/kiem-tra/000000000000000000") else 200
    if answer.status != wanted:
        fault(where, f"status {answer.status}")
    # The browser itself tells of a page that is not there.
    for text in said:
        if not (wanted != 200 and f"status of {wanted}" in text):
            fault(where, f"console: {text}")
    for url in asked:
        if not url.startswith(address):
            fault(where, f"asks {url}")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        fault(where, f"overflows by {wide}")


def reach(page, where):
    """By keyboard alone: every link and field is reached, and is seen when it is."""
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select')].filter(e => e.offsetParent !== null).length")
    seen = set()
    for _ in range(wanted * 4 + 20):
        page.keyboard.press("Tab")
        place = page.evaluate(
            "(() => { const e = document.activeElement; if (!e || e === document.body) return null;"
            " const all = [...document.querySelectorAll('*')]; const style = getComputedStyle(e);"
            " return [all.indexOf(e), style.outlineStyle, e.outerHTML.slice(0, 90)]; })()")
        if place is None:
            break
        seen.add(place[0])
        if place[1] == "none":
            fault(where, f"{place[2]} does not show that it has the focus")
    if len(seen) < wanted:
        fault(where, f"by keyboard {len(seen)} of {wanted} are reached")


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    for scripts in (True, False):
        for name, (width, height) in WIDTHS.items():
            context = browser.new_context(
                viewport={"width": width, "height": height}, java_script_enabled=scripts, locale="vi-VN")
            for language in ("vi", "en"):
                for path in PATHS:
                    page = context.new_page()
                    where = f"{path} {language} {name} {'with' if scripts else 'without'} scripts"
                    target = path + ("&" if "?" in path else "?") + "lang=" + language
                    look(page, where, target if language == "en" else path)
                    page.close()
            context.close()
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN", bypass_csp=True)
    for language in ("vi", "en"):
        for path in PATHS:
            page = context.new_page()
            page.goto(address + path + ("&" if "?" in path else "?") + "lang=" + language)
            for violation in Axe().run(page).response["violations"]:
                nodes = "; ".join(node["html"][:120] for node in violation["nodes"][:3])
                fault(f"{path} {language}", f"axe {violation['id']}: {nodes}")
            page.close()
    for path in ("/", "/san-pham/SP-0001", "/thong-ke?asOf=2020-12-31"):
        page = context.new_page()
        page.goto(address + path)
        reach(page, path)
        page.close()
    page = context.new_page()
    for name, path in (("product", "/san-pham/SP-0001"), ("statistics", "/thong-ke?asOf=2020-12-31"), ("check", "/kiem-tra/" + code)):
        page.goto(address + path)
        page.screenshot(path=f"{folder}/{name}.png")
        page.pdf(path=f"{folder}/{name}.pdf", prefer_css_page_size=True)
    # The form asks by itself where scripts run.
    page.goto(address + "/thong-ke?asOf=2020-12-31")
    page.select_option("#ask-counting", "ever-recognised")
    page.wait_for_url("**counting=ever-recognised**")
    # What is printed leads back to the page that tells how it stands.
    prints = (("extract", "/san-pham/SP-0001/ban-ket-xuat?asOf=2021-06-01", 1), ("lapsing", "/giay-chung-nhan/ban-in?asOf=2021-06-01", 20))
    for name, path, count in prints:
        page.goto(address + path)
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
        page.pdf(path=f"{folder}/{name}.pdf", prefer_css_page_size=True)
        read = set()
        # A reader of pictures may pass over one of several codes at one size.
        for dots in ("150", "200", "300"):
            for sheet in glob.glob(f"{folder}/{name}-*.png"):
                os.remove(sheet)
            subprocess.run(["/usr/bin/pdftoppm", "-r", dots, "-gray", "-png", f"{folder}/{name}.pdf", f"{folder}/{name}"], check=True)
            for sheet in glob.glob(f"{folder}/{name}-*.png"):
                told = subprocess.run(["/usr/bin/zbarimg", "-q", "--raw", sheet], capture_output=True, text=True)
                read.update(told.stdout.split())
        if len(read) != count:
            fault(path, f"{len(read)} of {count} codes are read on paper")
        for url in read:
            if not url.startswith(SITE + "/kiem-tra/") or len(url) > 60:
                fault(path, f"a code says {url}")
            with urllib.request.urlopen(address + url[len(SITE):]) as answer:
                if 'class="state ' not in answer.read().decode():
                    fault(path, f"{url} tells no state")
    browser.close()
print(f"{len(faults)} faults")
sys.exit(1 if faults else 0)
