"""The chart's geometry. Its markup is templates/reports/_chart.html."""

from dataclasses import dataclass

from reports.periods import Bucket, Granularity
from reports.queries import PeriodStatistics, Traffic
from vietnamese.numbers import group_digits

# In units of the drawing, which a page shows at about one pixel each.
WIDTH, HEIGHT = 960, 360
LEFT, RIGHT, TOP, BOTTOM = 90, 940, 20, 310
BAR_SHARE = 0.7
MOST_TICKS = 6
LABEL_ROOM = 110
MOST_MARKERS = 100


@dataclass(frozen=True)
class Tick:
    """A line of the upright axis; `y` as text, because templates write 1.5 as 1,5."""

    y: str
    label: str


@dataclass(frozen=True)
class Mark:
    """One bucket: its bar (visits), its point of the line (page views), its place."""

    x: str
    bar_x: str
    bar_y: str
    bar_width: str
    bar_height: str
    point_y: str
    label: str
    has_label: bool
    has_marker: bool


@dataclass(frozen=True)
class Chart:
    """Bars of visits and a line of page views over one axis of counts."""

    description: str
    ticks: list[Tick]
    marks: list[Mark]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    bottom: int = BOTTOM

    @property
    def line(self) -> str:
        """The `points` of the line."""
        return " ".join(f"{mark.x},{mark.point_y}" for mark in self.marks)


def chart_of(stats: PeriodStatistics, granularity: Granularity) -> Chart:
    """The chart of a period's visits and page views at that granularity. No query."""
    buckets = stats.period.buckets(granularity)
    counts = [stats.traffic_of(bucket) for bucket in buckets]
    ticks = tick_values(max(max(traffic.visits, traffic.page_views) for traffic in counts))
    return Chart(
        description=describe(stats, granularity),
        ticks=[
            Tick(coordinate(height_of(value, ticks[-1])), group_digits(value)) for value in ticks
        ],
        marks=marks(buckets, counts, ticks[-1]),
    )


def marks(buckets: list[Bucket], counts: list[Traffic], most: int) -> list[Mark]:
    room = (RIGHT - LEFT) / len(buckets)
    apart = -(-len(buckets) * LABEL_ROOM // (RIGHT - LEFT))
    found = []
    for place, (bucket, traffic) in enumerate(zip(buckets, counts, strict=True)):
        middle = LEFT + room * (place + 0.5)
        top = height_of(traffic.visits, most)
        found.append(
            Mark(
                x=coordinate(middle),
                bar_x=coordinate(middle - room * BAR_SHARE / 2),
                bar_y=coordinate(top),
                bar_width=coordinate(room * BAR_SHARE),
                bar_height=coordinate(BOTTOM - top),
                point_y=coordinate(height_of(traffic.page_views, most)),
                label=bucket.short_label,
                has_label=place % apart == 0,
                has_marker=len(buckets) <= MOST_MARKERS,
            )
        )
    return found


def tick_values(most: int) -> list[int]:
    """Round numbers from 0 to `most` or just above it, at most MOST_TICKS steps: 0, 20, 40 …"""
    step, power = 1, 1
    while step * MOST_TICKS < most:
        step = next((n * power for n in (2, 5, 10) if n * power > step), step)
        if step == 10 * power:
            power = step
    steps = max(1, -(-most // step))
    return [step * place for place in range(steps + 1)]


def height_of(value: int, most: int) -> float:
    """The y of a value; a correction may leave less than nothing of a day, which is drawn as 0."""
    return BOTTOM - (BOTTOM - TOP) * max(value, 0) / most


def coordinate(value: float) -> str:
    return f"{value:.1f}"


def describe(stats: PeriodStatistics, granularity: Granularity) -> str:
    """The chart in two sentences, for those who do not see it."""
    visits, page_views, _ = stats.traffic
    buckets = stats.period.buckets(granularity)
    most = max(buckets, key=lambda bucket: stats.traffic_of(bucket).visits)
    return (
        f"Cột là lượt truy cập, đường là lượt xem trang, theo {granularity.label.lower()}, "
        f"{stats.period}. Cả khoảng có {group_digits(visits)} lượt truy cập và "
        f"{group_digits(page_views)} lượt xem trang; nhiều lượt truy cập nhất là {most.label} với "
        f"{group_digits(stats.traffic_of(most).visits)} lượt."
    )
