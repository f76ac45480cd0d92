"""What the pages ask for and what the browser forbids, in a real Chromium over TLS: nobody else is asked for anything,
nothing is written into a page that its policy would have to allow."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import urllib3
from playwright.sync_api import Browser, Page, ViewportSize, expect

from counter_server.protocol.client import CounterClient
from kiosk.phone_code import address
from tests.browser import LAPTOP, Console
from tests.guarded import Certificate, certificate
from tests.server import COMPLETE, DEMO_KIOSK, DEMO_PIN, PATIENCE, ROOT, Server, running

WEB = ROOT / "counter_server" / "web"
LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
"""
TICKETS = ("card", "finish", "transfer", "return", "cancel", "priority")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return certificate(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def server(office: Certificate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("rules")
    shutil.copytree(ROOT / "assets", folder / "assets")
    branch = folder / "assets" / "branch.toml"
    branch.write_text(branch.read_text().replace('public_url = ""', 'public_url = "https://antrean.example"'))
    words = ("--demo", "--assignment", "pull", "--assets", str(folder / "assets"),
             "--tls-cert", str(office.file), "--tls-key", str(office.key))  # fmt: skip
    with running(folder / "data", *words) as started:
        yield started


def client(server: Server, office: Certificate, token: str = "") -> CounterClient:
    return CounterClient(server.url, token, timeout=PATIENCE, ca=str(office.file))


@contextmanager
def opened(browser: Browser, server: Server) -> Iterator[Console]:
    """A browser that believes our certificate and notes what its policy forbids."""
    size = ViewportSize(width=LAPTOP[0], height=LAPTOP[1])
    context = browser.new_context(viewport=size, locale="id-ID", ignore_https_errors=True)
    context.add_init_script(LISTEN)
    try:
        yield Console(context.new_page(), server.url)
    finally:
        context.close()


def violations(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.violations")
    return found


def is_kept(console: Console) -> None:
    console.page.wait_for_load_state()
    assert violations(console.page) == []
    console.is_clean()


def ask(console: Console, path: str) -> None:
    """Opens a question as a press of its key would."""
    console.page.evaluate("path => htmx.ajax('GET', path, {target: '#ask-body', swap: 'innerHTML'})", path)
    expect(console.dialog).to_be_visible()
    console.page.keyboard.press("Escape")
    expect(console.dialog).to_be_hidden()


def test_a_desk_and_all_it_asks_keep_to_the_policy(browser: Browser, server: Server, office: Certificate) -> None:
    ticket = client(server, office, DEMO_KIOSK).issue(request_id="visitor-1", service="A", documents=COMPLETE)
    client(server, office, DEMO_KIOSK).printed(ticket.id)
    with opened(browser, server) as desk:
        desk.open()
        is_kept(desk)
        desk.sign_in("verifier-1", "loket-1")
        desk.main_key.click()
        desk.shows(ticket.number, "called")
        desk.main_key.click()
        desk.shows(ticket.number, "serving")
        for path in ("pause", "issue", "pin"):
            ask(desk, f"/console/ask/{path}")
        for verb in TICKETS:
            ask(desk, f"/console/tickets/{ticket.id}/ask/{verb}")
        is_kept(desk)
        [cookie] = [one for one in desk.page.context.cookies() if "session" in str(one.get("name"))]
        assert (cookie.get("name"), cookie.get("secure"), cookie.get("httpOnly"), cookie.get("sameSite")) == (
            "__Host-lalopa_session", True, True, "Strict",
        )  # fmt: skip
        assert desk.page.evaluate("document.cookie") == ""
        kept = desk.page.evaluate("JSON.stringify(localStorage)")
        assert DEMO_PIN not in kept
        assert str(cookie.get("value")) not in kept
        client(server, office, _supervisor(server, office)).end_session("verifier-1")
        expect(desk.page.locator("#pin")).to_be_visible()  # from afar, and she is led to the sign-in
        assert [error for error in desk.errors if "401" not in error] == []


def _supervisor(server: Server, office: Certificate) -> str:
    supervisor = client(server, office)
    supervisor.sign_in("supervisor-1", DEMO_PIN)
    return supervisor.token


def test_the_floor_and_all_its_pages_keep_to_the_policy(browser: Browser, server: Server, office: Certificate) -> None:
    waiting = client(server, office, DEMO_KIOSK).issue(request_id="visitor-2", service="A", documents=COMPLETE)
    with opened(browser, server) as floor:
        floor.sign_in("supervisor-1", None)
        expect(floor.page.locator("#bar-place")).to_have_text("Ruang pelayanan")
        for path in (f"tickets/{waiting.id}/ask/call", f"tickets/{waiting.id}/ask/card", "ask/people"):
            ask(floor, f"/console/{path}")
        is_kept(floor)
        floor.page.goto(f"{server.url}/console/devices")
        is_kept(floor)


def test_a_phone_s_page_keeps_to_the_policy(browser: Browser, server: Server, office: Certificate) -> None:
    ticket = client(server, office, DEMO_KIOSK).issue(request_id="visitor-3", service="A", documents=COMPLETE)
    path = str(ticket.page).removeprefix("https://antrean.example")
    with opened(browser, server) as phone:
        phone.page.goto(server.url + path)
        expect(phone.page.locator("#number")).to_have_text(ticket.number)
        is_kept(phone)
        kiosk = client(server, office, DEMO_KIOSK)
        code = address(kiosk.services().phone_page, DEMO_KIOSK, kiosk.board().at)
        phone.page.goto(server.url + code.removeprefix("https://antrean.example"))
        for choice in ("A", "self", "none", "city", "both", "both", "none"):
            is_kept(phone)
            phone.page.click(f"button[value={choice}]")
        phone.page.click("button.go")
        expect(phone.page.locator("#number")).to_be_visible()
        phone.page.click("#give-up a")
        phone.page.click("button.warn")
        expect(phone.page.locator("body")).to_have_class("cancelled")
        is_kept(phone)
        assert phone.page.context.cookies() == []
        assert phone.page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_what_slips_into_a_page_does_not_run_there_and_no_other_page_frames_ours(
    browser: Browser, server: Server
) -> None:
    with opened(browser, server) as console:
        console.open()
        page = console.page
        page.evaluate("""() => {
          const inline = document.createElement("script"); inline.textContent = "window.ran = true";
          const foreign = document.createElement("script"); foreign.src = "https://evil.example/x.js";
          const picture = document.createElement("img"); picture.src = "https://evil.example/x.png";
          const styled = document.createElement("style"); styled.textContent = "body { color: red }";
          document.body.append(inline, foreign, picture, styled);
          document.body.setAttribute("onclick", "window.ran = true"); document.body.click();
        }""")
        page.wait_for_function("window.violations.length >= 5")
        directives = {"script-src-elem", "script-src-attr", "img-src", "style-src-elem"}
        assert directives <= set(violations(page))
        assert page.evaluate("window.ran === undefined")
        with opened(browser, server) as another:
            another.page.set_content(f'<iframe src="{server.url}/console"></iframe>')
            another.page.wait_for_load_state("load")
            framed = [frame for frame in another.page.frames if frame.parent_frame]
            assert [frame.locator("#pin").count() for frame in framed] == [0]


WRITTEN_IN = re.compile(
    r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:|\{\{[^}]*\|\s*safe", re.IGNORECASE
)
DANGEROUS = re.compile(
    r"\beval\(|new Function|innerHTML\s*=|outerHTML\s*=|insertAdjacentHTML|document\.write|https?://"
)


@pytest.mark.parametrize("template", sorted(str(path.relative_to(WEB)) for path in (WEB / "templates").rglob("*.html")))
def test_no_script_and_no_style_is_written_into_a_page(template: str) -> None:
    text = (WEB / template).read_text(encoding="utf-8")
    assert re.findall(r"\|\s*safe|autoescape|Markup", text) == [], "everything is escaped"
    markup = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", text, flags=re.DOTALL)
    assert WRITTEN_IN.findall(markup) == []


@pytest.mark.parametrize("script", sorted(p.name for p in (WEB / "static").glob("*.js") if "htmx" not in p.name))
def test_our_scripts_put_text_into_pages_and_never_markup(script: str) -> None:
    assert DANGEROUS.findall((WEB / "static" / script).read_text(encoding="utf-8")) == []


EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
}
POLICY = {
    "default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "script-src 'self'",
    "style-src 'self'", "font-src 'self'", "img-src 'self'", "connect-src 'self'", "worker-src 'self'",
    "form-action 'self'",
}  # fmt: skip


@pytest.mark.parametrize(
    "method, path, kept",
    [
        ("GET", "/console", "no-store"), ("GET", "/", "no-store"), ("GET", "/console/desk", "no-store"),
        ("GET", "/api/v1/board", "no-store"), ("POST", "/api/v1/tickets", "no-store"), ("GET", "/t/nobody", "no-store"),
        ("GET", "/nowhere", "no-store"), ("GET", "/healthz", "no-store"), ("GET", "/api/v1/openapi.json", "no-store"),
        ("POST", "/console/sign-in", "no-store"), ("GET", "/console/static/look.css", "no-cache"),
        ("TRACE", "/console", "no-store"), ("PUT", "/api/v1/board", "no-store"),
    ],
)  # fmt: skip
def test_every_answer_says_what_a_browser_may_do_with_it(
    server: Server, office: Certificate, method: str, path: str, kept: str
) -> None:
    pool = urllib3.PoolManager(retries=False, timeout=PATIENCE, ca_certs=str(office.file))
    answer = pool.request(method, server.url + path, redirect=False)
    headers = {name.lower(): answer.headers.getlist(name) for name in answer.headers}
    assert {name: headers.get(name) for name in EVERYWHERE} == {name: [told] for name, told in EVERYWHERE.items()}
    [policy] = headers["content-security-policy"]
    assert set(policy.split("; ")) == POLICY
    if not path.startswith("/api/"):
        assert "camera=()" in headers["permissions-policy"][0]
        assert headers["cross-origin-opener-policy"] == ["same-origin"]
        assert headers["cross-origin-embedder-policy"] == ["require-corp"]
    assert headers["cache-control"] == [kept]
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers
    assert answer.status != 500
