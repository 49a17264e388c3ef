"""Charts made from the drawings of `views`: static SVG and the Plotly figure.

One plan of a drawing (scale, gaps, where every word stands) serves both, so that the
chart in the first paint, on paper and under the pointer agree.
"""

from dashboard.charts.interactive import INTERACTIVE_CONFIG, interactive
from dashboard.charts.scale import scale_start
from dashboard.charts.spark import draw_spark
from dashboard.charts.svg import draw_lines, draw_small

__all__ = [
    "INTERACTIVE_CONFIG",
    "draw_lines",
    "draw_small",
    "draw_spark",
    "interactive",
    "scale_start",
]
