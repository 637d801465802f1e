"""A site whose routes work their pages out, in ways that sites have; Astro itself builds it in ``test_real_astro``."""

from __future__ import annotations

CONFIG = "export default { outDir: 'out', cacheDir: 'cache' };"
CONTENT = """
import { defineCollection, z } from 'astro:content';
import { glob } from 'astro/loaders';
const blog = defineCollection({
  loader: glob({ base: './src/content/blog', pattern: '**/*.md' }),
  schema: z.object({
    title: z.string(), date: z.coerce.date(), tags: z.array(z.string()).default(['others']),
    draft: z.boolean().optional(), lang: z.string().optional(), path: z.string().optional(),
  }),
});
const docs = defineCollection({ loader: glob({ base: './src/content/docs', pattern: '**/*.md' }) });
export const collections = { blog, docs };
"""
BY_DATE = """---
import { getCollection, render } from 'astro:content';
import { year } from '@/dates';
export async function getStaticPaths() {
  const entries = await getCollection('blog', ({ data }) => (import.meta.env.PROD ? data.draft !== true : true));
  return entries
    .sort((a, b) => b.data.date.valueOf() - a.data.date.valueOf())
    .map((entry, index) => ({
      params: {
        category: entry.id.split('/')[0],
        year: year(entry.data.date),
        id: entry.id.split('/').pop()?.replace(/^\\d+-/, ''),
      },
      props: { entry, next: entries[index + 1], words: entry.body.length },
    }));
}
const { Content } = await render(Astro.props.entry);
---
<Content />
"""
BY_CATEGORY = """---
import { getCollection } from 'astro:content';
export const getStaticPaths = (async ({ paginate }) => {
  const entries = await getCollection('blog');
  const groups = entries.reduce((found, entry) => {
    const category = entry.id.split('/')[0];
    if (!found[category]) {
      found[category] = { params: { category }, props: { entries: [] } };
    }
    found[category].props.entries.push(entry);
    return found;
  }, {});
  return Object.keys(groups).flatMap((key) =>
    paginate(groups[key].props.entries, { params: { category: key }, pageSize: 2 }),
  );
}) satisfies GetStaticPaths;
---
list
"""
BY_TAG = """---
import { getCollection } from 'astro:content';
import { tagsOf } from '../../dates.ts';
export async function getStaticPaths() {
  const entries = (await getCollection('blog')).filter(({ data }) => !data.draft);
  const tags = [...new Set(entries.map((entry) => tagsOf(entry)).flat())].sort();
  return tags.map((tag) => ({ params: { tag: tag.toLowerCase() }, props: { tag } }));
}
---
tag
"""
LIST = """---
import { getCollection } from 'astro:content';
import { PAGE_SIZE } from '@/dates';
export const getStaticPaths = async ({ paginate }) => paginate(await getCollection('docs'), { pageSize: PAGE_SIZE });
---
all
"""
DIALECTS = """---
import { getCollection, render, type CollectionEntry } from 'astro:content';
import { dialects, isDialect } from '../dialects';
import meta from '../content/docs/pg/_meta.json';

export async function getStaticPaths() {
  const all = await getCollection('docs');
  type Entry = (typeof all)[number];
  type Routed = {
    params: { slug: string };
    props: { entry: Entry };
  };
  const routes: Routed[] = [];
  const taken = new Set<string>();
  const bySlug = new Map<string, Entry>(all.map((entry) => [entry.id, entry]));
  const listed = (items: Array<string | string[]>): string[] =>
    items.flatMap((item) => (Array.isArray(item) ? [`${item[0]}`] : []));
  const add = (slug: string, entry: Entry) => {
    if (taken.has(slug)) {
      return;
    }
    taken.add(slug);
    routes.push({ params: { slug }, props: { entry } });
  };
  const resolved = (dialect: string, slug: string) => {
    const own = bySlug.get(`${dialect}/${slug}`);
    if (own) return own;
    const shared = bySlug.get(slug);
    if (shared) {
      return shared;
    }
    throw new Error(`no ${slug}`);
  };
  dialects.forEach((dialect) => {
    if (!dialect.id || !isDialect(dialect.id)) {
      return;
    }
    listed(meta).forEach((slug) => {
      add(dialect.id === 'pg' ? `docs/${slug}` : `docs/${dialect.id}/${slug}`, resolved(dialect.id, slug));
    });
  });
  for (const entry of all.filter((item): item is Entry => !item.id.includes('/'))) add(`docs/${entry.id}`, entry);
  return routes;
}
const { entry } = Astro.props;
const { Content } = await render(entry);
---
<Content />
"""
FILE = """
import { getCollection } from 'astro:content';
import type { APIRoute } from 'astro';
export const getStaticPaths = async () =>
  (await getCollection('docs')).map((doc) => ({ params: { slug: `${doc.id}-${doc.collection}` }, props: doc }));
export const GET: APIRoute = ({ props }) => new Response(props.id);
"""
DATES = """
export const PAGE_SIZE = 3;
const OTHERS = ['others'];
export function year(date: Date): string {
  return new Date(date).getUTCFullYear().toString();
}
export const tagsOf = (entry: { data: { lang?: string } }) => (entry.data.lang ? [entry.data.lang] : OTHERS);
"""
DIALECT_LIST = """
export const dialects = [{ id: 'pg' }, { id: 'my' }, { id: null }, { id: 'other' }] as const;
const KNOWN = new Set(['pg', 'my']);
export const isDialect = (id: string): id is 'pg' | 'my' => KNOWN.has(id);
"""


def _post(title: str, day: str, more: str = "") -> str:
    return f"---\ntitle: {title}\ndate: {day}\n{more}---\n## {title}\n"


FILES = {
    "astro.config.mjs": CONFIG,
    "package.json": '{"name": "made", "type": "module"}',
    "tsconfig.json": '{"compilerOptions": {"baseUrl": ".", "paths": {"@/*": ["src/*"]}}}',
    "src/content.config.ts": CONTENT,
    "src/dates.ts": DATES,
    "src/dialects.ts": DIALECT_LIST,
    "src/pages/blog/[category]/[year]/[id].astro": BY_DATE,
    "src/pages/blog/[category]/[...page].astro": BY_CATEGORY,
    "src/pages/tags/[tag].astro": BY_TAG,
    "src/pages/list/[...page].astro": LIST,
    "src/pages/[...slug].astro": DIALECTS,
    "src/pages/text/[...slug].txt.ts": FILE,
    "src/pages/docs/both.astro": "of its own",
    "src/content/blog/news/01-first.md": _post("First", "2023-12-31T23:30:00Z", "lang: De\n"),
    "src/content/blog/news/02-second.md": _post("Second", "2024-01-01", "tags: [x]\n"),
    "src/content/blog/news/third.md": _post("Third", "2024-02-01"),
    "src/content/blog/notes/draft.md": _post("Draft", "2024-02-01", "draft: true\nlang: Fr\n"),
    "src/content/docs/start.md": "## Start\n",
    "src/content/docs/both.md": "## Both\n",
    "src/content/docs/my/start.md": "[pg](/docs/start/) [gone](/docs/pg/start/) [place](/docs/start/#start)\n",
    "src/content/docs/Some Name.md": "## Some\n",
    "src/content/docs/deep/er/unlisted.md": "## Unlisted\n",
    "src/content/docs/pg/_meta.json": '["Heading", ["start", "Start"], ["both", "Both"]]',
}
