"""Charts: a Vega-Lite specification as data, drawn as SVG on the server, with words and a table beside it."""
