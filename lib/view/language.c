/*
 * language: gettext knows one language per process at a time; telling it
 * another one costs it its memory of what it found (FACTS "Time" 3).  So the
 * last one told is kept, and English, which is in the code, never asks.
 */
#include "view/language.h"

#include <assert.h>
#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"

#include "base/banned.h"

#define LANGUAGE_DOMAIN "watchbill"
#define LANGUAGE_RANGES 32	/* of an Accept-Language that are looked at */

extern int _nl_msg_cat_cntr;	/* gettext's: "what you know is out of date" */

static const struct language languages[] = {
	{ "en", "ltr", "English", "\xc2\xa0" },
	{ "af", "ltr", "Afrikaans", "\xc2\xa0" },
};
static size_t languages_known = 1;
static const struct language *language_told;

static void
language_tell(const struct language *l)
{
	if (l == language_told)
		return;
	if (setenv("LANGUAGE", l->code, 1) != 0)
		return;		/* no memory: the texts stay as they were */
	_nl_msg_cat_cntr++;
	language_told = l;
}

/* An empty msgid asks for the catalogue's head, which names its language. */
static bool
language_is_there(const struct language *l, const char *dir)
{
	char path[4096], line[32];
	struct buf b;

	buf_fixed(&b, path, sizeof(path));
	buf_printf(&b, "%s/%s/LC_MESSAGES/" LANGUAGE_DOMAIN ".mo", dir,
	    l->code);
	if (b.failed || access(path, R_OK) != 0)
		return false;
	buf_fixed(&b, line, sizeof(line));
	buf_printf(&b, "Language: %s\n", l->code);
	language_tell(l);
	return strstr(dgettext(LANGUAGE_DOMAIN, ""), line) != NULL;
}

enum status
language_load(const char *dir)
{
	size_t i, n = sizeof(languages) / sizeof(languages[0]);

	languages_known = 1;
	language_told = NULL;
	if (setlocale(LC_MESSAGES, "C.UTF-8") == NULL ||
	    bindtextdomain(LANGUAGE_DOMAIN, dir) == NULL ||
	    bind_textdomain_codeset(LANGUAGE_DOMAIN, "UTF-8") == NULL) {
		LOG(LOG_ERROR, "language", LOG_TEXT("why", "no gettext"));
		return E_FAULT;
	}
	for (i = 1; i < n; i++) {
		if (language_is_there(&languages[i], dir))
			continue;
		LOG(LOG_ERROR, "language", LOG_TEXT("why", "no catalogue"),
		    LOG_TEXT("code", languages[i].code),
		    LOG_TEXT("dir", dir));
		return E_FAULT;
	}
	languages_known = n;
	return OK;
}

const struct language *
language_list(size_t *ret_n)
{
	*ret_n = languages_known;
	return languages;
}

/* Codes are ASCII and compared without case (RFC 5646 2.1.1). */
const struct language *
language_find(struct str code)
{
	size_t i;

	for (i = 0; i < languages_known; i++)
		if (code.n == strlen(languages[i].code) && strncasecmp(code.p,
		    languages[i].code, code.n) == 0)
			return &languages[i];
	return NULL;
}

/* The weight of "...;q=0.8" in thousandths (RFC 9110 12.4.2); -1: nonsense. */
static int
language_weight(struct str parameters)
{
	struct str p = str_trim(parameters);
	int weight = 0, unit = 1000;
	size_t i;

	if (p.n == 0)
		return 1000;
	if (p.n < 3 || p.n > 7 || (p.p[0] != 'q' && p.p[0] != 'Q') ||
	    p.p[1] != '=')
		return -1;
	for (i = 2; i < p.n; i++) {
		if (i == 3 && p.p[i] == '.')
			continue;
		if (p.p[i] < '0' || p.p[i] > '9')
			return -1;
		weight += (p.p[i] - '0') * unit;
		unit /= 10;
	}
	return weight > 1000 ? -1 : weight;
}

/* "af-ZA" is met by "af" (RFC 4647 3.4, lookup). */
static const struct language *
language_of_range(struct str range)
{
	const struct language *l = language_find(range);
	struct str primary;

	if (l != NULL)
		return l;
	str_cut(range, '-', &primary);
	return language_find(primary);
}

static const struct language *
language_accepted(struct str accept)
{
	const struct language *best = NULL, *l;
	int best_weight = 0, i, weight;
	struct str item, range, parameters;

	for (i = 0; i < LANGUAGE_RANGES && accept.n > 0; i++) {
		accept = str_cut(accept, ',', &item);
		parameters = str_cut(item, ';', &range);
		weight = language_weight(parameters);
		l = language_of_range(str_trim(range));
		if (l != NULL && weight > best_weight) {
			best = l;
			best_weight = weight;
		}
	}
	return best;
}

const struct language *
language_pick(const char *chosen, struct str accept, const char *site_default)
{
	const struct language *l = NULL;

	if (chosen != NULL)
		l = language_find(str_of(chosen));
	if (l == NULL)
		l = language_accepted(accept);
	if (l == NULL)
		l = language_find(str_of(site_default));
	return l == NULL ? &languages[0] : l;
}

const char *
language_text(const struct language *l, const char *msgid)
{
	if (l == &languages[0] || msgid[0] == '\0')
		return msgid;
	language_tell(l);
	return dgettext(LANGUAGE_DOMAIN, msgid);
}

const char *
language_plural(const struct language *l, const char *msgid,
    const char *plural, int64_t n)
{
	uint64_t size = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

	if (l == &languages[0])
		return size == 1 ? msgid : plural;
	language_tell(l);
	return dngettext(LANGUAGE_DOMAIN, msgid, plural, size);
}

/* The value of the name; NULL if it has none. */
static const char *
language_value(struct str name, const struct named *values, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (str_is(name, values[i].name))
			return values[i].value;
	return NULL;
}

const char *
language_format(const struct language *l, const char *msgid,
    const struct named *values, size_t n, struct arena *a)
{
	struct str rest = str_of(language_text(l, msgid)), head, name, tail;
	const char *value;
	struct buf b;

	buf_init(&b, a, 16 * 1024);
	BUF_LIT(&b, "");
	while (rest.n > 0) {
		rest = str_cut(rest, '{', &head);
		buf_str(&b, head);
		if (rest.p == NULL)
			break;
		tail = str_cut(rest, '}', &name);
		value = tail.p == NULL ? NULL : language_value(name, values, n);
		if (value == NULL) {
			buf_char(&b, '{');
		} else {
			buf_cstr(&b, value);
			rest = tail;
		}
	}
	return b.p;
}

/* Cuts text behind its next {name}; false if there is none. */
static bool
language_next_name(struct str *text, struct str *ret)
{
	struct str before, tail, rest = str_cut(*text, '{', &before);

	if (rest.p == NULL)
		return false;
	tail = str_cut(rest, '}', ret);
	*text = tail;
	return tail.p != NULL;
}

static unsigned
language_count(const char *text, struct str name)
{
	struct str rest = str_of(text), one;
	unsigned n = 0;

	while (language_next_name(&rest, &one))
		n += str_eq(one, name);
	return n;
}

/* Every name of a stands in b, as often. */
static bool
language_has_names(const char *a, const char *b)
{
	struct str rest = str_of(a), name;

	while (language_next_name(&rest, &name))
		if (language_count(a, name) != language_count(b, name))
			return false;
	return true;
}

bool
language_same_names(const char *msgid, const char *text)
{
	return language_has_names(msgid, text) &&
	    language_has_names(text, msgid);
}

bool
language_known_names(const char *text, const char *msgid, const char *plural)
{
	struct str rest = str_of(text), name;

	while (language_next_name(&rest, &name))
		if (language_count(msgid, name) == 0 &&
		    language_count(plural, name) == 0)
			return false;
	return true;
}
