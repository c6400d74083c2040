"""Readers: pages of a browser that remember what went on there."""

from playwright.sync_api import expect


class Reader:
    """Somebody who reads a site. `page` is Playwright's; what happens to it is kept."""

    def __init__(self, context, site):
        self.site = site
        self.page = context.new_page()
        self.errors = []
        """What the console called an error, and exceptions that nothing caught."""
        self.dialogs = []
        """The words of every dialog that opened."""
        self.requests = []
        """Every address that was asked for, by pages and by what works for them."""
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", self._dismiss)
        context.on("request", lambda request: self.requests.append(request.url))

    def _dismiss(self, dialog):
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def open(self, path=""):
        """Open a page of the site by its relative address, and say what status it came with."""
        return self.page.goto(self.site.address + path).status

    def read_whole(self, path):
        """Open a page and wait until its scripts have all that they ask for."""
        self.page.goto(self.site.address + path, wait_until="networkidle")

    def find(self, selector, **options):
        """What a selector finds on the page."""
        return self.page.locator(selector, **options)

    def link(self, name, within="body"):
        """The link that is called `name`."""
        return self.find(within).get_by_role("link", name=name, exact=True)

    def press(self, *keys):
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def search(self, words):
        """Write into the search field, key by key."""
        self.find(".md-search__input").press_sequentially(words)

    @property
    def results(self):
        """What the search has found: a list item for each page."""
        return self.find(".md-search-result__item")

    @property
    def address(self):
        """Where the reader is, relative to the site."""
        return self.page.url.removeprefix(self.site.address)

    def sees(self, element):
        """Expect that an element is in sight: on the screen, and not behind the header."""
        expect(element).to_be_in_viewport(ratio=1)
        top = element.evaluate("element => element.getBoundingClientRect().top")
        bottom = self.find(".md-header").evaluate("element => element.getBoundingClientRect().bottom")
        assert top >= bottom, f"the header hides it: {top} < {bottom}"

    def scrolls_sideways(self):
        """Whether the page can be pushed to the left."""
        return self.page.evaluate("() => { scrollTo(9999, 0); return scrollX > 0 }")

    def lightness(self, selector, colour):
        """How light a colour of an element is, from 0 (black) to 255."""
        script = "(element, colour) => getComputedStyle(element)[colour].match(/[\\d.]+/g).slice(0, 3).map(Number)"
        red, green, blue = self.find(selector).first.evaluate(script, colour)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
