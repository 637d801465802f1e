"""What reading a plugin tells of what it can make."""

from __future__ import annotations

import time

import pytest

from content_lint.site.generators.jekyll.plugins import find_makers, find_marker
from content_lint.site.model import Maker

FILTER = """module Jekyll
  module Shout
    def shout(input) input.upcase end
    def url(input) "/#{input}/" end
  end
end
Liquid::Template.register_filter(Jekyll::Shout)
"""
TAG = """# Makes no Page.new and no site.pages << x
class Quote < Liquid::Block
  def render(context)
    Kramdown::Document.new(super).to_html + File.read("x.txt")
  end
end
=begin
site.pages << Page.new
=end
"""
CONVERTER = "class Up < Jekyll::Converter\n  def convert(text) text.upcase end\nend\n"
RELATE = """module Jekyll
  class Related < Generator
    def generate(site)
      site.posts.docs.each { |post| post.data["related"] = site.posts.docs.first(3) }
      site.pages.each { |page| page.data["next"] = nil }
    end
  end
end
"""
SCANNER = """Document = Struct.new(:path, :destination)
def check(target, doc)
  File.open(target, "a") { |f| f.write(Document.new(doc.path).path) }
end
Jekyll::Hooks.register(:documents, :post_render) { |doc| check("list", doc) }
"""


@pytest.mark.parametrize("program", [FILTER, TAG, CONVERTER, RELATE, SCANNER, ""])
def test_what_adds_nothing_to_a_site_is_no_maker(program: str) -> None:
    assert find_makers({"_plugins/x.rb": program}) == ()


CLASS = """class ArchivePage < Jekyll::Page
  def initialize(site, dir)
    @site = site
    @dir = {}
  end
end
"""


@pytest.mark.parametrize(
    ("program", "addresses", "files"),
    [
        (CLASS.format("dir"), ("/**",), False),
        (CLASS.format('"tags"'), ("/tags/**",), False),
        (CLASS.format("'/blog/tags/' + tag"), ("/blog/tags/**",), False),
        (CLASS.format('"tags/#{tag}"'), ("/tags/**",), False),
        (CLASS.format('"tags-#{tag}"'), ("/**",), False),
        (CLASS.format('File.join("tags", tag)'), ("/tags/**",), False),
        (CLASS.format('File.join(lang, "news")'), ("/**/news/**",), False),
        (CLASS.format("folder") + 'def folder\n  File.join(lang, "news")\nend\n', ("/**/news/**",), False),
        (CLASS.format("folder") + 'def folder\n  x = "a"\n  x\nend\n', ("/**",), False),
        ('site.pages << PageWithoutAFile.new(site, site.source, "people", "#{slug}.md")', ("/people/**",), False),
        ("site.pages << PageWithoutAFile.new(site, site.source, dir, name)", ("/**",), False),
        ("page = Jekyll::Page.new(site, base, dir, name)", ("/**",), False),
        ("site.pages << make(site)", ("/**",), False),
        ("site.collections['x'].docs.push(y)", ("/**",), False),
        ("Jekyll::Document.new(path, site: site, collection: x)", ("/**",), False),
        ("site.static_files << Jekyll::StaticFile.new(site, a, b, c)", ("/**",), True),
        ('File.write(File.join(site.dest, "made.html"), text)', ("/made.html",), True),
        ('File.write(site.in_dest_dir("a", "b.txt"), text)', ("/a/b.txt",), True),
        ('to = "./assets/js/cms.js"\nFileUtils.cp(from, to)', ("/assets/js/cms.js",), True),
        ('File.open("_site/list.txt", "w") { |f| f.puts 1 }', ("/list.txt",), True),
        ("File.write(File.join(site.dest, name), text)", ("/**",), True),
        ('path = site.in_dest_dir("#{url}.md")\nFile.write(path, text)', ("/**.md",), True),
        ('system("npm run build")', ("/**",), True),
        ('post.data["permalink"] = "/x/"', ("/**",), False),
        ("module Jekyll\n  class Document\n    def url\n    end\n  end\nend\n", ("/**",), False),
    ],
)
def test_a_maker_makes_what_is_written_down_and_else_anything(
    program: str, addresses: tuple[str, ...], *, files: bool
) -> None:
    assert find_makers({"_plugins/x.rb": program}) == (Maker("`_plugins/x.rb`", addresses, files),)


@pytest.mark.parametrize(
    "piece",
    [
        "class X<",
        "File.open(",
        "File.write(",
        "FileUtils.cp(",
        "Jekyll::",
        "Page.new(a,",
        "@dir = ",
        "def a\nb\n",
        "=begin\n",
        "#",
        '"',
        "data[",
        "pages ",
        "a\n",
    ],
)
def test_hostile_programs_cost_no_more_than_linear_time(piece: str) -> None:
    start = time.process_time()
    find_makers({"_plugins/x.rb": piece * (99_000 // len(piece))})
    assert time.process_time() - start < 1.5


def test_of_pages_in_any_folder_the_ending_of_their_names_may_be_written_down() -> None:
    program = "class F < Page\n  def initialize(dir)\n    @dir = dir\n    @name = post.id + '.xml'\n  end\nend\n"
    assert find_makers({"_plugins/f.rb": program}) == (Maker("`_plugins/f.rb`", ("/**.xml",)),)
    both = program + "class G < Page\n  def initialize(dir)\n    @name = dir\n  end\nend\n"
    assert find_makers({"_plugins/f.rb": both}) == (Maker("`_plugins/f.rb`", ("/**",)),)


@pytest.mark.parametrize(
    ("body", "moves"),
    [
        ("def inspect\n      @name\n    end", False),
        ("def reading_time\n      content.size / 9\n    end", False),
        ("def url\n      @name\n    end", True),
        ("def write?\n      true\n    end", True),
        ("def title=(text)\n      @url = text\n    end", True),
        ("alias_method :old, :destination", True),
        ("prepend Mine", True),
    ],
)
def test_a_class_of_jekylls_that_is_opened_again_moves_pages_where_it_is_asked_for_them(
    body: str, *, moves: bool
) -> None:
    plugin = f"module Jekyll\n  class Page\n    {body}\n  end\nend\n"
    assert bool(find_makers({"_plugins/a.rb": plugin})) == moves


_BEFORE = "Jekyll::Hooks.register :documents, :pre_render do |doc|\n  doc.content.gsub!(/x/) { |t| %s }\nend\n"


@pytest.mark.parametrize(
    ("program", "marks"),
    [
        (_BEFORE % '"- {:#{slug}} #{t}"', True),
        (_BEFORE % "'<a id=\"y\"></a>'", True),
        (_BEFORE % "t.upcase", False),
        ("Jekyll::Hooks.register :posts, :post_render do |p|\n  n['id'] ||= slug(n)\nend\n", True),
        ("class A < Jekyll::Generator\n  def generate(site)\n    page.content = '<p id=\"a\">'\n  end\nend\n", True),
        ('module F\n  def mark(x)\n    "<p id=\\"a\\">#{x}</p>"\n  end\nend\n', False),
        ("# doc.content = '<p id=\"a\">'\n", False),
        ("Jekyll::Hooks.register :documents, :pre_render do |doc|\n  doc.data['id'] == 1\nend\n", False),
    ],
)
def test_which_plugins_give_parts_of_texts_ids(program: str, *, marks: bool) -> None:
    assert find_marker({"_plugins/a.rb": program}) == ("_plugins/a.rb" if marks else "")
