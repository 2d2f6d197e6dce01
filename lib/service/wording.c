/*
 * wording: a payload is JSON written from the kind's shape by messaging and
 * read back by the same shape here, perhaps by a later program: so what is
 * missing or of another kind is refused, not guessed.
 */
#include "service/wording.h"

#include <string.h>

#include "base/arena.h"
#include "base/civil.h"
#include "base/json_in.h"
#include "base/log.h"
#include "base/zone.h"
#include "service/messaging.h"
#include "view/language.h"
#include "view/model.h"
#include "view/template.h"

#include "base/banned.h"

#define WORDING_BYTES 1530		/* ten parts of 153 characters */

struct wording {
	size_t languages;
	const struct language *language;
	/* [language * NOTICE__MAX + kind] */
	const struct template **text;
};

/* A notice has neither routes nor forms nor files. */
static const char *
wording_no_route(const char *route)
{
	(void)route;
	return NULL;
}

static bool
wording_no_path(const char *path)
{
	(void)path;
	return false;
}

static const struct control *
wording_no_control(const char *route, const char *field)
{
	(void)route;
	(void)field;
	return NULL;
}

static enum status
wording_compile(struct wording *w, const struct template_env *env,
    size_t language, struct arena *a)
{
	enum status s = OK, one;
	enum notice k;

	for (k = NOTICE_CODE; k < NOTICE__MAX; k++) {
		struct template_in in = {
			str_printf(a, "notices/%s", notice_kinds[k].view),
			notice_kinds[k].shape, &w->language[language],
			.notice = true,
		};

		one = template_compile(env, &in, a,
		    &w->text[language * NOTICE__MAX + k]);
		if (one != OK)
			s = one;
	}
	return s;
}

enum status
wording_load(const char *dir, struct arena *a, struct wording **ret)
{
	const struct template_env env = {
		.dir = dir, .page = &shape_none,
		.route_path = wording_no_route,
		.path_is_known = wording_no_path,
		.asset = wording_no_route,
		.control = wording_no_control,
	};
	struct wording *w = ARENA_NEW(a, struct wording);
	enum status s = OK, one;
	size_t i;

	w->language = language_list(&w->languages);
	w->text = ARENA_ARRAY(a, const struct template *,
	    w->languages * NOTICE__MAX);
	for (i = 0; i < w->languages; i++) {
		one = wording_compile(w, &env, i, a);
		if (one != OK)
			s = one;
	}
	if (s == OK)
		*ret = w;
	return s;
}

static const struct template *
wording_find(const struct wording *w, enum notice kind, const char *language)
{
	size_t i;

	for (i = 0; i < w->languages; i++)
		if (strcmp(w->language[i].code, language) == 0)
			return w->text[i * NOTICE__MAX + kind];
	return w->text[kind];
}

static enum notice
wording_kind(const char *name)
{
	enum notice k;

	for (k = NOTICE_CODE; k < NOTICE__MAX; k++)
		if (strcmp(notice_kinds[k].name, name) == 0)
			break;
	return k;
}

static const struct zone *
wording_zone(const struct json *map)
{
	const struct json *v = json_get(map, "zone");
	const struct zone *z = NULL;

	if (v == NULL || v->kind != JSON_TEXT || zone_find(v->text, &z) != OK)
		return NULL;
	return z;
}

/* The value of one row; false: it is not what the shape says. */
static bool
wording_value(struct node *data, const struct shape_row *row,
    const struct json *v, const struct zone *z)
{
	int64_t at;

	if (v == NULL || v->kind == JSON_NULL) {
		model_null(data, row->name);
		return row->nullable;
	}
	if (row->kind == NODE_TEXT && v->kind == JSON_TEXT) {
		model_str(data, row->name, v->text);
		return true;
	}
	if (row->kind == NODE_INT && v->kind == JSON_INT) {
		model_int(data, row->name, v->number);
		return true;
	}
	if (row->kind == NODE_INSTANT && v->kind == JSON_TEXT &&
	    instant_parse(v->text, &at)) {
		model_instant(data, row->name, at, z);
		return true;
	}
	return false;
}

static enum status
wording_refuse(const struct wording_in *in, const char *why)
{
	LOG(LOG_ERROR, "notice-unworded", LOG_TEXT("kind", in->kind),
	    LOG_TEXT("why", why));
	return E_INVALID;
}

static enum status
wording_data(const struct wording_in *in, const struct shape *shape,
    const struct json *map, struct node *data)
{
	const struct zone *z = wording_zone(map);
	size_t i;

	for (i = 0; i < shape->n; i++)
		if (!wording_value(data, &shape->row[i],
		    json_get(map, shape->row[i].name), z))
			return wording_refuse(in, shape->row[i].name);
	return OK;
}

/*
 * One typographic character makes every part of an SMS hold 70 characters
 * instead of 160; these say the same in GSM 7-bit (3GPP TS 23.038).
 */
static const struct { const char *fine, *plain; } wording_plain[] = {
	{ "\u2018", "'" }, { "\u2019", "'" }, { "\u201c", "\"" },
	{ "\u201d", "\"" }, { "\u2013", "-" }, { "\u2014", "-" },
	{ "\u2026", "..." }, { "\u00a0", " " }, { "\u202f", " " },
};

static size_t
wording_fine(struct str rest)
{
	size_t i, n = sizeof(wording_plain) / sizeof(wording_plain[0]);

	for (i = 0; i < n; i++)
		if (str_starts(rest, wording_plain[i].fine))
			break;
	return i;
}

static struct str
wording_to_gsm(struct str body, struct arena *a)
{
	size_t i, step, n = sizeof(wording_plain) / sizeof(wording_plain[0]);
	struct buf b;

	buf_init(&b, a, 2 * WORDING_BYTES);
	for (; body.n > 0; body.p += step, body.n -= step) {
		i = wording_fine(body);
		step = i < n ? strlen(wording_plain[i].fine) : 1;
		if (i < n)
			buf_cstr(&b, wording_plain[i].plain);
		else
			buf_char(&b, *body.p);
	}
	return buf_get(&b);
}

static enum status
wording_render(const struct template *t, const struct scope *scope,
    const struct wording_in *in, struct arena *a, struct str *ret)
{
	struct buf b;

	buf_init(&b, a, WORDING_BYTES);
	template_render(t, scope, &b);
	if (b.failed)
		return wording_refuse(in, "too long");
	*ret = wording_to_gsm(str_trim(buf_get(&b)), a);
	return OK;
}

enum status
wording_text(const struct wording *w, const struct wording_in *in,
    struct arena *a, struct notice_text *ret)
{
	enum notice kind = wording_kind(in->kind);
	struct notice_text text = { 0 };
	struct node *data = model_new(a);
	const struct json *to;
	const char *why;
	struct scope scope = { data, model_new(a), NULL, in->now };
	struct json map;
	enum status s;

	if (kind == NOTICE__MAX)
		return wording_refuse(in, "no such kind");
	if (json_read(in->payload, a, &map, &why) != OK)
		return wording_refuse(in, why);
	s = wording_data(in, notice_kinds[kind].shape, &map, data);
	if (s == OK)
		s = wording_render(wording_find(w, kind, in->language),
		    &scope, in, a, &text.body);
	to = json_get(&map, "to");
	if (to != NULL && to->kind == JSON_TEXT)
		text.to = str_copy(a, to->text);
	if (s == OK)
		*ret = text;
	return s;
}
