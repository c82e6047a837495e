"""Heights in a row, in pixels, and their sums: a Fenwick tree, so that tens of thousands are as quick as ten."""

from collections.abc import Iterable, Iterator


class Heights:
    """Changing one, appending one and finding what lies at a place each cost O(log n)."""

    __slots__ = ("_heights", "_sums")

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._heights = list(heights)
        self._add_up()

    def _add_up(self) -> None:
        sums = self._sums = [0, *self._heights]
        for place in range(1, len(sums)):
            above = place + (place & -place)
            if above < len(sums):
                sums[above] += sums[place]

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, index: int) -> int:
        return self._heights[index]

    def __setitem__(self, index: int, height: int) -> None:
        more = height - self._heights[index]
        self._heights[index] = height
        place = index + 1
        while more and place < len(self._sums):
            self._sums[place] += more
            place += place & -place

    def append(self, height: int) -> None:
        self._heights.append(height)
        place = len(self._heights)
        step, covered = 1, height
        while step < place & -place:
            covered += self._sums[place - step]
            step *= 2
        self._sums.append(covered)

    def cut(self, count: int) -> None:
        """Lets go of all but the first `count`."""
        del self._heights[count:], self._sums[count + 1 :]

    def move(self, start: int, by: int) -> None:
        """Puts those from `start` on so many places further on, with nothings in between; or further back, over those
        that were there. O(n).
        """
        self._heights[min(start, start + by) : start] = [0] * by
        self._add_up()

    def before(self, index: int) -> int:
        """The sum of the first `index` heights: where the next one begins."""
        total = 0
        while index:
            total += self._sums[index]
            index -= index & -index
        return total

    @property
    def total(self) -> int:
        return self.before(len(self._heights))

    def at(self, y: int) -> int:
        """The index of the one that holds `y`; the first or last one for what lies outside. Not for an empty row."""
        index = 0
        step = 1 << len(self._heights).bit_length()
        while step:
            if index + step < len(self._sums) and self._sums[index + step] <= y:
                index += step
                y -= self._sums[index]
            step //= 2
        return min(index, len(self._heights) - 1)

    def between(self, top: int, bottom: int, *, upwards: bool = False) -> Iterator[int]:
        """The indices of those that lie between two places, while they become higher or lower. Downwards, those above
        stay where they are, and upwards those below.
        """
        if not self._heights or bottom <= 0:
            return
        index = self.at(bottom if upwards else max(top, 0))
        if upwards:
            from_end = self.total - top
            while index >= 0 and self.total - self.before(index + 1) < from_end:
                yield index
                index -= 1
        else:
            while index < len(self) and self.before(index) < bottom:
                yield index
                index += 1
