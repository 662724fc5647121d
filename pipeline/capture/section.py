"""A part of a mapping file: taken key by key, so that nothing misspelt is passed over in silence."""

from difflib import get_close_matches

import yaml
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .refusals import Refused

KINDS = {
    str: _("a text"),
    bool: _("true or false"),
    int: _("a number"),
    list: _("a list"),
    dict: _("a table of keys and values"),
}


class Loader(yaml.SafeLoader):
    """Safe YAML in which Yes and No stay the words that files are full of, and no key is written twice."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _value in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise Refused(
                    gettext("Line %(line)s of the mapping: “%(key)s” is written twice.")
                    % {"line": node.start_mark.line + 1, "key": key}
                )
        return super().construct_mapping(node, deep=deep)


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if first not in "yYnNoO" or not tag.endswith(":bool")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class Section:
    def __init__(self, said, place=""):
        if not isinstance(said, dict):
            refuse(place, gettext("this is a table of keys and values"))
        self.said = {str(key): value for key, value in said.items()}
        self.place = place
        self.left = dict(self.said)

    def take(self, key, kind, default=None):
        value = self.left.pop(key, default)
        if value is None or value is default:
            return value
        if kind is str and isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, kind):
            refuse(self.at(key), gettext("this is %(kind)s") % {"kind": KINDS[kind]})
        return value

    def has(self, key):
        return key in self.said

    def words(self, key, default=()):
        return tuple("" if each is None else str(each) for each in self.take(key, list, list(default)))

    def section(self, key):
        return Section(self.take(key, dict, {}), self.at(key))

    def sections(self, key):
        return [Section(each, f"{self.at(key)}[{number}]") for number, each in enumerate(self.take(key, list, []))]

    def at(self, key):
        return f"{self.place}.{key}" if self.place else key

    def done(self, *known):
        for key in self.left:
            near = get_close_matches(key, known or self.said.keys() - self.left.keys(), n=1)
            hint = " " + gettext("Did you mean “%(near)s”?") % {"near": near[0]} if near else ""
            refuse(self.at(key), gettext("nothing of this name is known.") + hint)


def refuse(place, what):
    raise Refused(
        gettext("The mapping, at %(place)s: %(what)s") % {"place": place or gettext("its top"), "what": what}
    )


def known(key, keys, place):
    """The key, when it is one of these; else a refusal that names the nearest."""
    if key not in keys:
        near = get_close_matches(str(key), keys, n=1)
        hint = " " + gettext("Did you mean “%(near)s”?") % {"near": near[0]} if near else ""
        refuse(place, gettext("nothing here has the key “%(key)s”.") % {"key": key} + hint)
    return key
