"""The server answers its own page and nobody else, and gives no file that is not the deck's."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from preview_hard_samples import hard_project
from preview_samples import DECK, served, session_of, small_project, themed_project, write


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Client:
    """Sends requests as they are, with any Host that one likes."""

    port: int

    def __call__(self, path: str, method: str = "GET", body: str = "", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.putrequest(method, path, skip_host=True)
        sent = {"host": f"127.0.0.1:{self.port}", "content-length": str(len(body))}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in sent.items():
            connection.putheader(name, value)
        connection.endheaders(body.encode())
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, text)

    def secret(self) -> str:
        return re.search(r'"secret":"([\w-]{30,})"', self("/").body)[1]  # type: ignore[index]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return themed_project(tmp_path_factory.mktemp("served"), "tokens:\n  ink: '#222222'\n")


@pytest.fixture(scope="module")
def ask(folder: Path) -> Iterator[Client]:
    with served(session_of(folder)) as url:
        yield Client(int(url.rsplit(":", 1)[1]))


@pytest.fixture(scope="module")
def ask_hard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    session = session_of(hard_project(tmp_path_factory.mktemp("hard")))
    with served(session) as url:
        yield Client(int(url.rsplit(":", 1)[1]))


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "localhost.evil", ""]
)
def test_another_host_is_refused(ask: Client, host: str) -> None:
    """A name of somebody else's that was made to lead here (DNS rebinding)."""
    for path in ("/", "/state", "/cards?revision=1&cards=0", "/media/", "/events"):
        answer = ask(path, host=host)
        assert answer.status == 403
        assert "Delta" not in answer.body


def test_its_own_names_are_answered(ask: Client) -> None:
    assert ask("/").status == 200
    assert ask("/", host=f"localhost:{ask.port}").status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", ""])
def test_another_origin_is_refused(ask: Client, origin: str) -> None:
    assert ask("/state", origin=origin).status == 403
    assert ask("/state", origin=f"http://127.0.0.1:{ask.port}").status == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_requests_that_other_pages_cause_are_refused(ask: Client, site: str) -> None:
    assert ask("/media/", sec_fetch_site=site).status == 403
    assert ask("/", sec_fetch_site="none").status == 200


@pytest.mark.parametrize("path", ["/tokens", "/open"])
def test_changes_need_the_secret_of_this_session(ask: Client, folder: Path, path: str) -> None:
    body = json.dumps({"theme": "look", "tokens": {"ink": ["#000000", "#ffffff"]}, "card": 0})
    before = (folder / "look/theme.yaml").read_bytes()
    assert ask(path, "POST", body).status == 403
    assert ask(path, "POST", body, x_glossdeck_secret="guess").status == 403
    assert ask(path, "GET").status == 405
    assert (folder / "look/theme.yaml").read_bytes() == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_but_reading_and_the_two_changes(ask: Client, method: str) -> None:
    assert ask("/", method, x_glossdeck_secret=ask.secret()).status in (403, 405)


def test_the_page_allows_no_script_but_its_own(ask: Client) -> None:
    policy = ask("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    page = ask("/").body
    assert not re.search(r"<script(?! type=\"application/json\"| src=\"/page.js\")", page)
    assert " onclick" not in page.lower()


def test_frames_of_cards_allow_no_script_and_only_media(ask: Client) -> None:
    policy = ask("/media/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert f"img-src http://127.0.0.1:{ask.port}/media/ data:;" in policy
    assert policy.endswith("sandbox allow-same-origin")


def test_the_frame_of_formulas_runs_its_own_scripts_and_reaches_nothing(ask: Client) -> None:
    answer = ask("/formulas")
    policy = dict(part.strip().partition(" ")[::2] for part in
                  answer.headers["content-security-policy"].split(";"))  # fmt: skip
    assert policy["default-src"] == "'none'"
    assert re.fullmatch(r"('sha256-[\w+/]{43}=' ?){5}", policy["script-src"])
    assert policy["sandbox"] == "allow-scripts"
    assert policy["frame-ancestors"] == "'self'"
    assert "connect-src" not in policy
    assert " src=" not in answer.body.split("<script>")[0]
    assert ask("/formulas", host="evil.example").status == 403
    assert ask("/formulas", sec_fetch_site="cross-site").status == 403


@pytest.mark.parametrize("name", ["MathJax_Main-Regular.woff", "MathJax_Zero.woff"])
def test_fonts_of_formulas_are_given(ask: Client, name: str) -> None:
    answer = ask(f"/formulas/{name}")
    assert answer.status == 200
    assert answer.headers["content-type"] == "font/woff"


@pytest.mark.parametrize("name", ["..%2f..%2ftex-chtml-full.js", "../tex-chtml-full.js", "x.woff"])
def test_nothing_else_beside_them_is_given(ask: Client, name: str) -> None:
    assert ask(f"/formulas/{name}").status == 404


def test_every_answer_has_the_protecting_headers(ask: Client) -> None:
    for path in ("/", "/state", "/page.js", "/page.css", "/media/", "/nothing", "/media/nothing"):
        headers = ask(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["referrer-policy"] == "no-referrer"
        assert path == "/media/" or headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in headers
        assert "server" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/media/../../../../etc/passwd",
        "/media/..%2f..%2f..%2fetc%2fpasswd",
        "/media/%2e%2e/collection.anki2",
        "/media//etc/passwd",
        "/media/C:%5Cwindows%5Cwin.ini",
        "/media/%00",
        "/..%2fglossdeck.yaml",
        "/glossdeck.yaml",
    ],
)
def test_only_media_of_the_package_are_given(ask_hard: Client, path: str) -> None:
    answer = ask_hard(path)
    assert answer.status in (400, 404)
    assert "root:" not in answer.body
    assert "namespace" not in answer.body


def test_a_picture_is_given_as_a_picture_without_rights(ask_hard: Client) -> None:
    """An SVG that is opened by itself must not run what is in it."""
    state = json.loads(ask_hard("/state").body)
    name = next(name for name in state["media"] if name.startswith("stair-"))
    answer = ask_hard(f"/media/{name}")
    assert answer.status == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-security-policy"].endswith("sandbox")


@pytest.mark.parametrize(
    "query",
    ["", "revision=1", "revision=1&cards=", "revision=1&cards=a", "revision=1&cards=-1",
     "revision=x&cards=0", "revision=1&cards=" + ",".join(["0"] * 201),
     "revision=1&cards=99999999999999999999"],
)  # fmt: skip
def test_requests_for_cards_that_make_no_sense_are_refused(ask: Client, query: str) -> None:
    assert ask(f"/cards?{query}").status == 400


def test_cards_are_given_a_few_at_a_time(ask: Client) -> None:
    state = json.loads(ask("/state").body)
    cards = json.loads(ask(f"/cards?revision={state['revision']}&cards=0,2").body)
    assert [card["ord"] for card in cards] == [state["cards"][0][1], state["cards"][2][1]]
    assert ask("/cards?revision=77&cards=0").status == 409


@pytest.mark.parametrize("body", ["", "[]", "{}", "no", '{"tokens": 3}', '{"tokens": {"ink": 1}}'])
def test_a_save_that_makes_no_sense_changes_nothing(ask: Client, folder: Path, body: str) -> None:
    before = (folder / "look/theme.yaml").read_bytes()
    assert ask("/tokens", "POST", body, x_glossdeck_secret=ask.secret()).status in (400, 409)
    assert (folder / "look/theme.yaml").read_bytes() == before


def test_data_in_the_page_cannot_end_its_element(tmp_path: Path) -> None:
    nasty = DECK.replace("the tide.", "the &lt;/script>&lt;script>x()&lt;/script>.")
    session = session_of(write(small_project(tmp_path), {"rivers.yaml": nasty}))
    with served(session) as url:
        page = Client(int(url.rsplit(":", 1)[1]))("/").body
    data = page.split('id="state">')[1].split("</script>")[0]
    assert "<" not in data
    assert any("</script>" in note["text"] for note in json.loads(data)["notes"])
