/*
 * template_parse: libxml2 reads, we copy what we keep into the arena and let
 * its tree go.  It never loads an entity, a DTD or anything from the network.
 */
#include "view/template_parse.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "view/template_compile.h"

#include "base/banned.h"

#define PARSE_DEPTH 64
#define NS_OURS "https://watchbill.org/template"
#define NS_XHTML "http://www.w3.org/1999/xhtml"
#define NS_SVG "http://www.w3.org/2000/svg"

struct parse {
	struct compile *c;
	const char *file;
	unsigned mistakes;
	int depth;
};

static void
parse_complain(struct parse *p, int line, const char *what)
{
	struct element at = { .file = p->file, .line = line };

	template_complain(p->c, &at, "%s", what);
	p->mistakes++;
}

/* libxml2 tells one cause several times over: the first is the one. */
static void
parse_hear(void *arg, xmlErrorPtr error)
{
	struct parse *p = ((xmlParserCtxtPtr)arg)->_private;
	struct str what = str_trim(str_of(error->message)), line;

	str_cut(what, '\n', &line);
	if (p->mistakes == 0)
		parse_complain(p, error->line, str_copy(p->c->a, line));
}

static const char *
parse_text(struct parse *p, const xmlChar *s)
{
	const char *text = (const char *)s;

	return arena_dup(p->c->a, text, strlen(text));
}

static bool
parse_ns_is(const xmlNs *ns, const char *href)
{
	return ns != NULL && strcmp((const char *)ns->href, href) == 0;
}

static void
parse_attributes(struct parse *p, const xmlNode *n, struct element *e)
{
	struct attribute *to;
	const xmlAttr *from;
	xmlChar *value;

	for (from = n->properties; from != NULL; from = from->next)
		e->attributes++;
	to = ARENA_ARRAY(p->c->a, struct attribute, e->attributes);
	e->attribute = to;
	for (from = n->properties; from != NULL; from = from->next, to++) {
		to->name = parse_text(p, from->name);
		value = xmlNodeListGetString(n->doc, from->children, 1);
		to->value = value == NULL ? "" : parse_text(p, value);
		xmlFree(value);
		to->directive = parse_ns_is(from->ns, NS_OURS);
		if (from->ns != NULL && !to->directive)
			parse_complain(p, e->line, str_printf(p->c->a,
			    "attribute %s of another name space", to->name));
	}
}

/* A text's line in libxml2 is where it ends; ours is where its words begin. */
static int
parse_text_line(const xmlNode *n)
{
	const char *s = (const char *)n->content;
	size_t blank = strspn(s, " \t\r\n");
	int line = (int)xmlGetLineNo(n);

	for (s += blank; *s != '\0'; s++)
		if (*s == '\n')
			line--;
	return line < 1 ? 1 : line;
}

static struct element *parse_node(struct parse *p, const xmlNode *n,
    bool foreign);

static void
parse_children(struct parse *p, const xmlNode *n, struct element *e)
{
	struct element **end = &e->child;
	const xmlNode *child;

	if (p->depth == PARSE_DEPTH) {
		parse_complain(p, e->line, "nested deeper than 64");
		return;
	}
	p->depth++;
	for (child = n->children; child != NULL; child = child->next) {
		*end = parse_node(p, child, e->foreign);
		if (*end != NULL)
			end = &(*end)->next;
	}
	p->depth--;
}

static struct element *
parse_element(struct parse *p, const xmlNode *n, struct element *e,
    bool foreign)
{
	e->name = parse_text(p, n->name);
	e->foreign = foreign || strcmp(e->name, "svg") == 0;
	if (n->ns != NULL && !parse_ns_is(n->ns, NS_XHTML) &&
	    !parse_ns_is(n->ns, NS_SVG))
		parse_complain(p, e->line, str_printf(p->c->a,
		    "element %s of another name space", e->name));
	parse_attributes(p, n, e);
	parse_children(p, n, e);
	return e;
}

/* NULL: nothing that we keep. */
static struct element *
parse_node(struct parse *p, const xmlNode *n, bool foreign)
{
	struct element *e = ARENA_NEW(p->c->a, struct element);

	e->file = p->file;
	e->line = (int)xmlGetLineNo(n);
	if (n->type == XML_ELEMENT_NODE)
		return parse_element(p, n, e, foreign);
	if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) {
		e->line = parse_text_line(n);
		e->text = parse_text(p, n->content);
		return e;
	}
	if (n->type != XML_COMMENT_NODE)
		parse_complain(p, e->line,
		    "only elements, texts and comments may stand here");
	return NULL;
}

static struct element *
parse_root(struct parse *p, const xmlDoc *doc)
{
	const xmlNode *root = xmlDocGetRootElement(doc);
	const xmlNs *ns;

	if (root == NULL)
		return NULL;
	for (ns = root->nsDef; ns != NULL; ns = ns->next)
		if (ns->prefix != NULL && parse_ns_is(ns, NS_OURS))
			return parse_node(p, root, false);
	parse_complain(p, (int)xmlGetLineNo(root),
	    "the root lacks xmlns:w=\"" NS_OURS "\"");
	return NULL;
}

static struct element *
parse_file(struct parse *p)
{
	xmlParserCtxtPtr x = xmlNewParserCtxt();
	struct element *root = NULL;
	xmlDocPtr doc;

	if (x == NULL) {
		parse_complain(p, 0, "no memory");
		return NULL;
	}
	x->_private = p;
	x->sax->serror = parse_hear;
	doc = xmlCtxtReadFile(x, p->file, NULL, XML_PARSE_NONET |
	    XML_PARSE_NOCDATA);
	if (doc != NULL && doc->intSubset != NULL &&
	    doc->intSubset->children != NULL)
		parse_complain(p, 1, "a document type with declarations");
	if (doc == NULL && p->mistakes == 0)
		parse_complain(p, 0, "is not XML");
	if (p->mistakes == 0)
		root = parse_root(p, doc);
	xmlFreeDoc(doc);
	xmlFreeParserCtxt(x);
	return root;
}

enum status
template_parse(struct compile *c, const struct element *at, const char *name,
    struct element **ret)
{
	struct element top = { .line = 0 };
	struct parse p = { .c = c };
	struct element *root;

	top.file = p.file = str_printf(c->a, "%s/%s.html", c->env->dir, name);
	if (access(p.file, R_OK) != 0) {
		template_complain(c, at == NULL ? &top : at,
		    "there is no template %s", name);
		return E_INVALID;
	}
	root = parse_file(&p);
	if (p.mistakes > 0)
		return E_INVALID;
	*ret = root;
	return OK;
}

static const char *
parse_find(const struct element *e, const char *name, bool directive)
{
	size_t i;

	for (i = 0; i < e->attributes; i++)
		if (e->attribute[i].directive == directive &&
		    strcmp(e->attribute[i].name, name) == 0)
			return e->attribute[i].value;
	return NULL;
}

const char *
template_attribute(const struct element *e, const char *name)
{
	return parse_find(e, name, false);
}

const char *
template_directive(const struct element *e, const char *name)
{
	return parse_find(e, name, true);
}
