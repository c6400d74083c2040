"""A built site behind a small server on this machine."""

import fcntl
import os
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass(frozen=True)
class ServedSite:
    """Where a site is: its files, and its address, which ends in a slash."""

    folder: Path
    address: str

    @property
    def pages(self):
        """The address of every page, relative to that of the site."""
        paths = [file.relative_to(self.folder).as_posix() for file in sorted(self.folder.rglob("*.html"))]
        return [path.removesuffix("index.html") if f"/{path}".endswith("/index.html") else path for path in paths]


def built_once(tmp_path_factory, name, build):
    """The folder `name`, into which `build` puts a site once for all workers of a run of the tests."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder, done = base / name, base / f"{name}.done"
    with (base / f"{name}.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            folder.mkdir(exist_ok=True)
            build(folder)
            done.touch()
    return folder


@contextmanager
def serve(folder):
    """Serve a folder for as long as the context lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield ServedSite(folder, f"http://127.0.0.1:{server.server_port}/")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    """What the usual hosts of such sites do: files as they are, and the site's own page where there is none."""

    def send_error(self, code, message=None, explain=None):
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nothing: what is asked for is the reader's to remember."""
