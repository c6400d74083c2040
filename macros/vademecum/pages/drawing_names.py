"""What a drawing within a page may hold, by name (SVG 2; no script, link, picture, animation, filter or HTML)."""

ELEMENTS = frozenset(
    (
        *("svg", "g", "defs", "symbol", "use", "title", "desc"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
        *("linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "marker"),
    )
)

PROPERTIES = frozenset(
    (
        *("fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap"),
        *("stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "paint-order"),
        *("color", "display", "visibility", "vector-effect", "shape-rendering", "text-rendering"),
        *("clip-path", "clip-rule", "mask", "mask-type", "marker-start", "marker-mid", "marker-end"),
        *("stop-color", "stop-opacity", "font-size", "font-style", "font-weight", "font-variant", "text-anchor"),
        *("dominant-baseline", "alignment-baseline", "baseline-shift", "letter-spacing", "word-spacing"),
        *("text-decoration", "writing-mode", "transform", "transform-origin"),
    )
)
"""Properties of the style: as attributes and in `style`. The font is the page's."""

ATTRIBUTES = PROPERTIES | frozenset(
    (
        *("id", "class", "style", "lang", "space", "role", "aria-hidden", "aria-label", "aria-labelledby"),
        *("aria-describedby", "version", "viewBox", "preserveAspectRatio", "width", "height", "x", "y", "x1", "y1"),
        *("x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "fr", "d", "points", "dx", "dy", "rotate"),
        *("textLength", "lengthAdjust", "pathLength", "offset", "gradientUnits", "gradientTransform", "spreadMethod"),
        *("patternUnits", "patternContentUnits", "patternTransform", "clipPathUnits", "maskUnits"),
        *("maskContentUnits", "markerUnits", "markerWidth", "markerHeight", "refX", "refY", "orient"),
    )
)

CLASSES = frozenset(
    (
        *("ln", "ln3", "dash", "hair", "dot", "knob", "halo", "t2", "t-n"),
        *("epidermis", "dermis", "dermis2", "fat", "muscle"),
    )
)
"""Classes to which the style sheet of the figures gives a look."""
