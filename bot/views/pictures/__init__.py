"""Pictures as SVG: pure functions from values to the text of a drawing, in both languages."""
