"""PyYAML's loader with one rule of YAML 1.2 that it lacks: a question mark inside a plain text in brackets."""

import yaml

_BREAKS = "\0 \t\r\n\x85\u2028\u2029"
_FLOW = ",[]{}"


class Loader(yaml.SafeLoader):
    """Reads `{en: Is it clear?}` as YAML 1.2.2 has it (section 7.3.3): "?" is no flow indicator.

    PyYAML ends a plain text in brackets at any "?" and takes what follows for a key.
    """

    def check_key(self) -> bool:
        """Whether the "?" here begins a key: in brackets too only when nothing is joined to it."""
        return self.peek(1) in _BREAKS + (_FLOW if self.flow_level else "")

    def check_plain(self) -> bool:
        """Whether a plain text begins here."""
        if self.flow_level and self.peek() == "?":
            return self.peek(1) not in _BREAKS + _FLOW
        begins: bool = super().check_plain()
        return begins

    def scan_plain(self) -> yaml.ScalarToken:
        """A plain text, over as many lines as it has; as PyYAML's, but for "?"."""
        chunks: list[str] = []
        spaces: list[str] = []
        start = end = self.get_mark()
        indent = self.indent + 1
        while self.peek() != "#" and (length := self._length_of_run()):
            self.allow_simple_key = False
            chunks += [*spaces, self.prefix(length)]
            self.forward(length)
            end = self.get_mark()
            spaces = self.scan_plain_spaces(indent, start) or []
            if not spaces or (not self.flow_level and self.column < indent):
                break
        return yaml.ScalarToken("".join(chunks), True, start, end)  # noqa: FBT003 - it takes its arguments by place

    def _length_of_run(self) -> int:
        """How many characters of plain text stand here without a space between."""
        ends = _FLOW if self.flow_level else ""
        length = 0
        while (char := self.peek(length)) not in _BREAKS + ends:
            if char == ":" and self.peek(length + 1) in _BREAKS + ends:
                break
            length += 1
        return length
