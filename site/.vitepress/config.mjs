// The site has the pages of the checkout, where they are: README.md, docs and those that they lead to. A link that
// leads nowhere ends the build.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, posix, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const output = join(root, 'target/site')
const libraries = join(root, 'site/node_modules')

/** By what a user wants. */
const navigation = {
  'First student': ['README', 'docs/tutorial', 'docs/installation', 'docs/stuck', 'docs/glossary'],
  'Your own data': ['docs/tables', 'docs/images', 'docs/augmentation', 'docs/texts', 'docs/labelled-data'],
  'Your own teacher': ['docs/onnx-teachers', 'docs/tree-teachers', 'docs/recorded-outputs', 'docs/teacher-outputs'],
  'Method, temperature, weight': ['docs/systems', 'docs/sweep', 'docs/metrics'],
  Serve: ['docs/serving', 'docs/exporters', 'docs/java', 'docs/spark', 'docs/scale', 'docs/parts', 'examples/serving/README', 'examples/browser/README'],
  Extend: [
    'docs/writing-plugins',
    'docs/plugins-folder',
    'docs/losses-without-calculus',
    'docs/extending-runs',
    'docs/contracts',
    'examples/third-party-strategy/README'
  ],
  Reference: ['docs/plugins', 'docs/command-line', 'docs/run-folder', 'docs/reports', 'docs/tracking', 'docs/editors', 'benchmarks/README'],
  'Retort itself': ['CONTRIBUTING', 'docs/architecture']
}
// No page is left out.
const more = readdirSync(join(root, 'docs'))
  .filter((file) => file.endsWith('.md'))
  .map((file) => `docs/${file.slice(0, -3)}`)
  .filter((page) => !Object.values(navigation).flat().includes(page))
if (more.length > 0) {
  navigation.More = more
}
const pages = Object.values(navigation).flat()

/** The anchors of GitHub, which the links are written for. */
function slug(heading) {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\-_ ]/gu, '')
    .replaceAll(' ', '-')
}

/** Files and folders that pages lead to, such as experiments and schemas, which the site gets as they are. */
const linked = new Set()

/** Where a link of a page leads on the site. */
function siteLink(link, page) {
  if (/^[a-z]+:|^#/.test(link)) {
    return link
  }
  const [path, anchor] = link.split('#')
  const target = posix.normalize(posix.join(posix.dirname(page), path)).replace(/\/$/, '')
  if (!existsSync(join(root, target))) {
    throw new Error(`${page}: the link ${link} leads nowhere`)
  }
  if (target.endsWith('.md')) {
    if (!pages.includes(target.slice(0, -3))) {
      throw new Error(`${page}: ${link} leads to a page that the navigation lacks`)
    }
    return `/${target === 'README.md' ? 'index.md' : target}${anchor ? `#${anchor}` : ''}`
  }
  linked.add(target)
  return `/${siteFile(target)}`
}

/** A file of the checkout on the site; browsers show what has no ending, such as LICENSE, as text with one. */
function siteFile(target) {
  if (statSync(join(root, target)).isDirectory()) {
    return `${target}/files.html`
  }
  return posix.extname(target) === '' ? `${target}.txt` : target
}

/** Rewrites the links of a page before VitePress looks at them. */
function rewriteLinks(markdown) {
  markdown.core.ruler.push('site-links', (state) => {
    const page = state.env.relativePath === 'index.md' ? 'README.md' : state.env.relativePath
    for (const token of state.tokens.flatMap((token) => token.children ?? [])) {
      if (token.type === 'link_open') {
        token.attrSet('href', siteLink(token.attrGet('href'), page))
      }
    }
  })
}

/** Copies what pages lead to; of a folder, its files and a page that lists them. */
function copyLinked() {
  for (const target of linked) {
    const copy = join(output, siteFile(target))
    mkdirSync(dirname(copy), { recursive: true })
    const source = join(root, target)
    if (!statSync(source).isDirectory()) {
      cpSync(source, copy)
      continue
    }
    const names = readdirSync(source).filter((name) => statSync(join(source, name)).isFile())
    names.forEach((name) => cpSync(join(source, name), join(dirname(copy), name)))
    const items = names.map((name) => `<li><a href="${encodeURIComponent(name)}">${name}</a></li>`).join('\n')
    writeFileSync(
      copy,
      `<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>${target}</title>\n<h1>${target}</h1>\n<ul>\n${items}\n</ul></html>\n`
    )
  }
}

/** What the navigation calls a page: its first heading. */
function title(page) {
  return page === 'README' ? 'What Retort does' : readFileSync(join(root, `${page}.md`), 'utf8').match(/^# (.*)$/m)[1]
}

const address = (page) => (page === 'README' ? '/' : `/${page}`)

export default {
  title: 'Retort',
  description: 'Knowledge distillation for the JVM',
  lang: 'en',
  srcDir: root,
  // All other folders hold no pages for users.
  srcExclude: [
    ...readdirSync(root)
      .filter((name) => statSync(join(root, name)).isDirectory() && !['docs', 'examples', 'benchmarks'].includes(name))
      .map((name) => `${name}/**`),
    '**/target/**',
    '**/node_modules/**'
  ],
  rewrites: { 'README.md': 'index.md' },
  outDir: output,
  cacheDir: join(root, 'target/site-cache'),
  // Listings of folders, whose links are checked above, and servers that a reader starts.
  ignoreDeadLinks: [/\/files(\.html)?$/, /^https?:\/\/localhost/],
  markdown: {
    anchor: { slugify: slug },
    config: rewriteLinks
  },
  buildEnd: copyLinked,
  // The pages lie where there are no libraries.
  vite: {
    resolve: {
      alias: [
        { find: /^vue$/, replacement: join(libraries, 'vue/dist/vue.runtime.esm-bundler.js') },
        { find: /^vue\/server-renderer$/, replacement: join(libraries, 'vue/server-renderer/index.mjs') }
      ]
    }
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'First student', link: '/docs/tutorial' },
      { text: 'Own data', link: '/docs/tables' },
      { text: 'Serve', link: '/docs/serving' },
      { text: 'Extend', link: '/docs/writing-plugins' },
      { text: 'Reference', link: '/docs/plugins' }
    ],
    sidebar: Object.entries(navigation).map(([text, items]) => ({
      text,
      collapsed: false,
      items: items.map((page) => ({ text: title(page), link: address(page) }))
    }))
  }
}
