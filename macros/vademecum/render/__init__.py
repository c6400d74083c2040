"""Floor 5: rich text and page data as HTML. The only maker of HTML; its words and tags are Jinja2 templates."""
