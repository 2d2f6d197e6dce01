/*
 * config_load: the three passes over config.c's table: the file, the
 * environment, production.  inih splits the lines; this file counts them, so
 * that each problem names its own.  Every problem is told, and the struct is
 * handed out only if there was none.
 */
#include "base/config.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <ini.h>

#include "base/arena.h"
#include "base/config_row.h"

#include "base/banned.h"

#define CONFIG_FILE ((size_t)64 * 1024)
#define CONFIG_LINE 1024
#define CONFIG_PREFIX "WATCHBILL_"
#define CONFIG_VARIABLE 80

struct config_load {
	const char *path;
	struct arena *a;
	const struct config_row *row;
	size_t rows;
	const char **where;	/* by row: "path:line", variable, NULL */
	struct config config;
	const char *test_section;	/* where [test] begins */
	struct str rest;		/* of the file */
	int line;			/* the one being read */
	bool bad;
};

static void config_problem(struct config_load *l, const char *where,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));

static void
config_problem(struct config_load *l, const char *where, const char *fmt, ...)
{
	va_list ap;

	l->bad = true;
	fprintf(stderr, "%s: ", where);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

/* "path:line" of what is being read. */
static const char *
config_here(struct config_load *l)
{
	return str_printf(l->a, "%s:%d", l->path, l->line);
}

static void
config_take(struct config_load *l, size_t i, const char *where,
    const char *value)
{
	const struct config_row *row = &l->row[i];
	char must[256];
	struct buf b;

	l->where[i] = where;
	if (config_row_store(row, str_of(value), l->a, &l->config))
		return;
	buf_fixed(&b, must, sizeof(must));
	config_row_must(row, &b);
	config_problem(l, where, "%s.%s must be %s", row->section, row->key,
	    must);
}

static void
config_take_defaults(struct config_load *l)
{
	size_t i;

	for (i = 0; i < l->rows; i++) {
		config_take(l, i, "default", l->row[i].fallback);
		l->where[i] = NULL;
	}
}

static bool
config_has_section(const struct config_load *l, struct str name)
{
	size_t i;

	for (i = 0; i < l->rows; i++)
		if (str_is(name, l->row[i].section))
			return true;
	return false;
}

/* inih tells of a section only when a key follows: we look ourselves. */
static void
config_see_section(struct config_load *l, struct str line)
{
	struct str name;

	line = str_trim(line);
	if (!str_starts(line, "["))
		return;
	str_cut((struct str){ line.p + 1, line.n - 1 }, ']', &name);
	if (!config_has_section(l, name))
		config_problem(l, config_here(l), "no section is called [%.*s]",
		    (int)name.n, name.p);
	else if (str_is(name, "test") && l->test_section == NULL)
		l->test_section = config_here(l);
}

/* inih's reader: the next line into p, or NULL at the end. */
static char *
config_read_line(char *p, int size, void *arg)
{
	struct config_load *l = arg;
	struct str line;

	if (l->rest.p == NULL || l->rest.n == 0)
		return NULL;
	l->rest = str_cut(l->rest, '\n', &line);
	l->line++;
	if (line.n + 2 > (size_t)size ||
	    (line.n > 0 && memchr(line.p, '\0', line.n) != NULL)) {
		config_problem(l, config_here(l),
		    "the line is too long or holds a NUL");
		line.n = 0;
	}
	config_see_section(l, line);
	snprintf(p, (size_t)size, "%.*s\n", (int)line.n, line.p);
	return p;
}

/* inih's handler, once for each key; 1 lets it go on. */
static int
config_see_key(void *arg, const char *section, const char *key,
    const char *value)
{
	struct config_load *l = arg;
	const char *here = config_here(l);
	size_t i;

	for (i = 0; i < l->rows; i++)
		if (strcmp(l->row[i].section, section) == 0 &&
		    strcmp(l->row[i].key, key) == 0)
			break;
	if (i < l->rows && l->where[i] == NULL)
		config_take(l, i, here, value);
	else if (i < l->rows)
		config_problem(l, here, "%s.%s stands already in %s", section,
		    key, l->where[i]);
	else if (section[0] == '\0')
		config_problem(l, here, "%s stands in no section", key);
	else if (config_has_section(l, str_of(section)))
		config_problem(l, here, "no key is called %s.%s", section, key);
	return 1;
}

/* The whole file; NULL and a problem if it cannot be read. */
static bool
config_slurp(struct config_load *l)
{
	char *p = arena_alloc(l->a, CONFIG_FILE);
	FILE *f = fopen(l->path, "re");
	size_t n;

	if (f == NULL) {
		config_problem(l, l->path, "%s", strerror(errno));
		return false;
	}
	n = fread(p, 1, CONFIG_FILE, f);
	if (ferror(f) || n == CONFIG_FILE) {
		config_problem(l, l->path, "%s", ferror(f) ?
		    "cannot be read" : "is longer than 64 KB");
		n = 0;
	}
	fclose(f);
	l->rest = (struct str){ p, n };
	return n > 0;
}

/* One line, one key, comments on lines of their own: no surprises. */
static void
config_take_file(struct config_load *l)
{
	int at;

	if (!config_slurp(l))
		return;
	ini_allow_multiline = false;
	ini_allow_inline_comments = false;
	ini_max_line = CONFIG_LINE;
	at = ini_parse_stream(config_read_line, l, config_see_key, l);
	if (at == 0)
		return;
	l->line = at;
	config_problem(l, config_here(l),
	    "neither [section] nor key = value nor a comment");
}

/* Adds s in capitals. */
static void
config_add_upper(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++)
		buf_char(b, (char)toupper((unsigned char)*s));
}

/* "WATCHBILL_ROTA_HORIZON_DAYS"; without key "WATCHBILL_ROTA_". */
static const char *
config_variable(const char *section, const char *key,
    char room[CONFIG_VARIABLE])
{
	struct buf b;

	buf_fixed(&b, room, CONFIG_VARIABLE);
	BUF_LIT(&b, CONFIG_PREFIX);
	config_add_upper(&b, section);
	BUF_LIT(&b, "_");
	config_add_upper(&b, key);
	return room;
}

/* A variable that looks like one of our sections' but is no key's. */
static void
config_see_variable(struct config_load *l, struct str name)
{
	const struct config_row *row;
	char room[CONFIG_VARIABLE];
	bool ours = false;

	for (row = l->row; row < l->row + l->rows; row++) {
		if (str_is(name, config_variable(row->section, row->key, room)))
			return;
		config_variable(row->section, "", room);
		ours |= str_starts(name, room);
	}
	if (ours)
		config_problem(l, str_copy(l->a, name),
		    "no key is called like this variable");
}

static void
config_take_environment(struct config_load *l)
{
	char room[CONFIG_VARIABLE];
	const char *value;
	struct str name;
	size_t i;

	for (i = 0; i < l->rows; i++) {
		value = getenv(config_variable(l->row[i].section,
		    l->row[i].key, room));
		if (value != NULL)
			config_take(l, i, str_copy(l->a, str_of(room)), value);
	}
	for (i = 0; environ != NULL && environ[i] != NULL; i++) {
		str_cut(str_of(environ[i]), '=', &name);
		if (str_starts(name, CONFIG_PREFIX))
			config_see_variable(l, name);
	}
}

/* What is wrong with a key in production; NULL: nothing. */
static const char *
config_production_fault(const struct config_load *l, size_t i)
{
	const struct config_row *row = &l->row[i];
	const char *value;

	if (row->production == RULE_NONE)
		return NULL;
	if (row->production == RULE_SET)
		return l->where[i] == NULL ? "has to be set" : NULL;
	memcpy(&value, (const char *)&l->config + row->offset, sizeof(value));
	if (row->production == RULE_EMPTY)
		return value[0] != '\0' ? "has to be empty" : NULL;
	return strcmp(value, row->fallback) == 0 ?
	    "must not be the default of development" : NULL;
}

static void
config_check_production(struct config_load *l)
{
	char room[CONFIG_VARIABLE];
	const char *where, *fault;
	size_t i;

	if (l->test_section != NULL)
		config_problem(l, l->test_section,
		    "[test] must not stand in a production configuration");
	for (i = 0; i < l->rows; i++) {
		fault = config_production_fault(l, i);
		if (fault == NULL)
			continue;
		where = l->where[i] != NULL ? l->where[i] :
		    l->path != NULL ? l->path : "configuration";
		config_problem(l, where, "%s.%s %s in production (%s)",
		    l->row[i].section, l->row[i].key, fault,
		    config_variable(l->row[i].section, l->row[i].key, room));
	}
}

enum status
config_load(const char *path, struct arena *a, struct config *ret)
{
	struct config_load l = { .path = path, .a = a };

	l.row = config_rows(&l.rows);
	l.where = ARENA_ARRAY(a, const char *, l.rows);
	config_take_defaults(&l);
	if (path != NULL)
		config_take_file(&l);
	config_take_environment(&l);
	if (l.config.server.production)
		config_check_production(&l);
	if (l.bad)
		return E_INVALID;
	*ret = l.config;
	return OK;
}
