"""What PyYAML, libyaml under it and ruamel.yaml read of texts, a JSON string a line.

Answers each with an object: by reader what it read, with every scalar as text,
or null where it refuses the text.
"""
import json
import sys
import warnings

import yaml
from ruamel.yaml import YAML

warnings.simplefilter("ignore")
sys.setrecursionlimit(5000)


def drawn(node):
    if node is None:
        return ""
    if node.id == "scalar":
        return node.value or ""
    if node.id == "sequence":
        return [drawn(item) for item in node.value]
    return {"map": [[drawn(key), drawn(value)] for key, value in node.value]}


def ruamel(kind):
    return lambda text: YAML(typ=kind, pure=True).compose(text)


readers = {
    "PyYAML": lambda text: yaml.compose(text, yaml.BaseLoader),
    "ruamel.yaml": ruamel("safe"),
    "ruamel.yaml, round trip": ruamel("rt"),
}
if hasattr(yaml, "CBaseLoader"):
    readers["libyaml"] = lambda text: yaml.compose(text, yaml.CBaseLoader)


def attempt(read, text):
    try:
        # The round trip marks where it folds with a bell.
        return json.loads(json.dumps(drawn(read(text))).replace("\\u0007", ""))
    except Exception:
        return None


for line in sys.stdin:
    text = json.loads(line)
    print(json.dumps({name: attempt(read, text) for name, read in readers.items()}))
