"""A request as a Python script with httpx: the same bytes, with the key out of the environment."""

import json

from deeptrin_desktop.core.request import Call

_KEY = """    "Authorization": "Bearer " + os.environ["DEEPTRIN_API_KEY"],
"""
_STREAMED = """with httpx.stream("POST", url, headers=headers, content=body.encode(), timeout=300) as response:
    for line in response.iter_lines():
        print(line)
"""
_REGULAR = """response = httpx.post(url, headers=headers, content=body.encode(), timeout=300)
print(response.text)
"""


def as_httpx(call: Call) -> str:
    streamed = json.loads(call.body)["stream"]
    imports = "import os\n\nimport httpx" if call.with_key else "import httpx"
    return f"""{imports}

url = {call.url!r}
headers = {{
    "Content-Type": "application/json",
{_KEY if call.with_key else ""}}}
body = {call.body.decode()!r}

{_STREAMED if streamed else _REGULAR}"""
