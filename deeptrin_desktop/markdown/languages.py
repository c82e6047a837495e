"""Which lexer reads which language, by the names that people write behind a code fence.

A table of our own: asking Pygments for a name that it does not know takes 40 ms, and half-typed names are such. Lexers
that take longer than 50 ms to set up (Julia, Matlab, Scala) are left out.
"""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.lexer import Lexer

# Module, class, and the names for it.
_TABLE = """
python PythonLexer python py python3 py3 pyi
python PythonConsoleLexer pycon python-repl
python PythonTracebackLexer pytb traceback
javascript JavascriptLexer javascript js mjs cjs node jsx
javascript TypeScriptLexer typescript ts mts cts tsx
c_cpp CLexer c h
c_cpp CppLexer cpp c++ cc cxx hpp
objective ObjectiveCLexer objective-c objectivec objc
objective SwiftLexer swift
dotnet CSharpLexer csharp c# cs
dotnet FSharpLexer fsharp f#
dotnet VbNetLexer vb vbnet vb.net visual-basic
jvm JavaLexer java
jvm KotlinLexer kotlin kt kts
jvm GroovyLexer groovy gradle
jvm ClojureLexer clojure clj cljs
go GoLexer go golang
rust RustLexer rust rs
zig ZigLexer zig
ruby RubyLexer ruby rb
php PhpLexer php
perl PerlLexer perl pl
scripting LuaLexer lua
r SLexer r rscript
javascript DartLexer dart
haskell HaskellLexer haskell hs
ml OcamlLexer ocaml ml
erlang ErlangLexer erlang erl
erlang ElixirLexer elixir ex exs
lisp CommonLispLexer lisp common-lisp elisp
lisp SchemeLexer scheme racket
pascal DelphiLexer pascal delphi
fortran FortranLexer fortran f90
asm NasmLexer asm nasm assembly
shell BashLexer bash sh shell zsh ksh shell-script
shell BashSessionLexer console shell-session shellsession terminal
shell PowerShellLexer powershell pwsh ps1
shell BatchLexer bat batch cmd
make MakefileLexer make makefile
make CMakeLexer cmake
configs DockerLexer docker dockerfile
configs IniLexer ini cfg conf properties editorconfig
configs TOMLLexer toml
configs NginxConfLexer nginx
configs TerraformLexer terraform tf hcl
data JsonLexer json json5 jsonc jsonl ndjson geojson
data YamlLexer yaml yml
html HtmlLexer html htm xhtml
html XmlLexer xml svg xsd rss plist
css CssLexer css
css ScssLexer scss
css LessCssLexer less
javascript CoffeeScriptLexer coffeescript coffee
graphql GraphQLLexer graphql gql
sql SqlLexer sql sqlite mysql
sql PostgresLexer postgresql postgres psql
markup MarkdownLexer markdown md
markup RstLexer rst restructuredtext
markup TexLexer tex latex
diff DiffLexer diff patch udiff
textfmts HttpLexer http
solidity SolidityLexer solidity sol
"""


def _names() -> dict[str, tuple[str, str]]:
    table = {}
    for line in _TABLE.split("\n"):
        if line:
            module, lexer, *names = line.split()
            table.update(dict.fromkeys(names, (module, lexer)))
    return table


LEXERS = _names()
"""Module and class of each name's lexer."""


def is_known(language: str) -> bool:
    return language.lower() in LEXERS


@cache
def lexer_for(language: str) -> "Lexer | None":
    """The lexer for a name as it stands behind a fence; None for names that are not in the table.

    The first call for a language takes 5 to 50 ms, since Pygments sets a lexer up on first use. It may be made in a
    thread of its own ahead of time.
    """
    found = LEXERS.get(language.lower())
    if found is None:
        return None
    module, name = found
    lexer: Lexer = getattr(import_module(f"pygments.lexers.{module}"), name)()
    return lexer
